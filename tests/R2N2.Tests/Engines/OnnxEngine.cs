using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using R2N2.Onnx;
using R2N2.Reference;

namespace R2N2.Tests.Engines;

/// <summary>An ONNX file in double precision, run by ONNX Runtime on the processor.</summary>
internal sealed class OnnxEngine : ReaderEngine<OnnxValue>
{
    protected override NDArray[] Run(
        IReadOnlyList<Shape> shapes, IReadOnlyList<NDArray> values, Func<IReader<OnnxValue>, OnnxValue[], OnnxValue[]> program)
    {
        (byte[] model, string[] outputs) = Write(shapes, values, program);
        using SessionOptions options = new() { IntraOpNumThreads = 1, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC };
        using InferenceSession session = new(model, options);
        Dictionary<string, OrtValue> inputs = values
            .Select((value, i) => (Name: InputName(i), Tensor: OrtValue.CreateTensorValueFromMemory(
                value.Values, [.. value.Lengths.Select(length => (long)length)])))
            .ToDictionary(input => input.Name, input => input.Tensor);
        try
        {
            using RunOptions run = new();
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, inputs, outputs);
            return [.. results.Select(result => new NDArray(
                [.. result.GetTensorTypeAndShape().Shape.Select(length => (int)length)],
                result.GetTensorDataAsSpan<double>().ToArray()))];
        }
        finally
        {
            foreach (OrtValue input in inputs.Values)
            {
                input.Dispose();
            }
        }
    }

    private static (byte[] Model, string[] Outputs) Write(
        IReadOnlyList<Shape> shapes, IReadOnlyList<NDArray> values, Func<IReader<OnnxValue>, OnnxValue[], OnnxValue[]> program)
    {
        OnnxBuilder builder = new(OnnxPrecision.Float64);
        OnnxReader reader = new(builder);
        OnnxValue[] inputs = [.. values.Select((value, i) => Declare(builder, InputName(i), value.Lengths[..^shapes[i].Rank], shapes[i]))];
        OnnxValue[] results = [.. program(reader, inputs).Select(result => reader.Complete(result, result))];
        string[] names = [.. results.Select((_, i) => $"out{i}")];
        for (int i = 0; i < results.Length; i++)
        {
            builder.AddOutput(results[i].Name, OnnxModel.Tensor(names[i], builder.Constants.FloatType, results[i].Batch, results[i].Shape));
        }

        return (OnnxModel.Complete(builder, "test", "A function under test.").ToByteArray(), names);
    }

    // Axes of equal length carry equal names.
    private static OnnxValue Declare(OnnxBuilder builder, string name, int[] batch, Shape shape)
    {
        BatchAxes axes = BatchAxes.Of([.. batch.Select(length => length == 1 ? "1" : $"N{length}")]);
        builder.Names.Reserve(name);
        builder.AddInput(builder.Root, OnnxModel.Tensor(name, builder.Constants.FloatType, axes, shape));
        return new OnnxValue(name, shape, axes);
    }

    private static string InputName(int index) => $"in{index}";
}
