using Microsoft.ML.OnnxRuntime;
using R2N2.Onnx;
using R2N2.Reference;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>A file read as an expression, beside ONNX Runtime's own result on the same file.</summary>
internal static class ImportComparison
{
    private const int Count = 3;

    /// <summary>Checks that both compute the same numbers for random inputs.</summary>
    public static void AssertEqual(ModelSketch sketch, double low = -2, double high = 2) =>
        AssertEqual(sketch.ToBytes(), sketch.IsDouble, low, high);

    /// <summary>Checks that both compute the same numbers for random inputs.</summary>
    public static void AssertEqual(byte[] model, bool isDouble, double low = -2, double high = 2, int count = Count, bool ofOne = false)
    {
        RecordedFunction f = OnnxImport.Read(OnnxFile.Open(model, "The model"), null, null);
        Random random = new(7);
        double[][] inputs = [.. f.Inputs.Select(input => Enumerable.Range(0, count * input.Shape.Size)
            .Select(_ => (double)(float)(low + ((high - low) * random.NextDouble()))).ToArray())];

        NDArray found = f.Evaluate<NDArray>(
            new PlainReader(), [.. f.Inputs.Select((input, i) => NDArray.Batch(count, input.Shape, inputs[i]))])[0];
        double[] expected = Run(model, isDouble, [.. f.Inputs.Select(input => input.Name!)], inputs, ofOne ? 0 : count);

        Assert.Equal(count * f.Outputs[0].Shape.Size, expected.Length);
        double[] values = found.Expand([count, .. f.Outputs[0].Shape.Dimensions]).Values;
        double scale = Math.Max(1, expected.Max(Math.Abs));
        Assert.All(expected, (value, i) => Assert.Equal(value, values[i], (isDouble ? 1e-12 : 2e-6) * scale));
    }

    private static double[] Run(byte[] model, bool isDouble, string[] names, double[][] inputs, int count)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1 };
        using InferenceSession session = new(model, options);
        Dictionary<string, OrtValue> values = [];
        try
        {
            for (int i = 0; i < names.Length; i++)
            {
                int[] declared = session.InputMetadata[names[i]].Dimensions;
                long[] dims = [.. declared.Select((length, axis) => axis == 0 && count > 0 && length <= 0 ? count : (long)length)];
                values.Add(names[i], isDouble
                    ? OrtValue.CreateTensorValueFromMemory(inputs[i], dims)
                    : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(inputs[i], value => (float)value), dims));
            }

            using RunOptions run = new();
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, values, session.OutputNames);
            return isDouble
                ? results[0].GetTensorDataAsSpan<double>().ToArray()
                : [.. results[0].GetTensorDataAsSpan<float>().ToArray().Select(value => (double)value)];
        }
        finally
        {
            foreach (OrtValue value in values.Values)
            {
                value.Dispose();
            }
        }
    }
}
