using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace R2N2;

/// <summary>One call of ONNX Runtime for a batch of an integrator, in the precision of the file.</summary>
/// <param name="session">The session.</param>
/// <param name="description">The integrator.</param>
internal sealed class IntegratorCall(InferenceSession session, IntegratorDescription description)
{
    private readonly bool _double = description.Options.Precision == OnnxPrecision.Float64;

    /// <summary>Runs the file.</summary>
    /// <param name="instances">A column for every input.</param>
    /// <param name="steps">The number of steps, for a rollout.</param>
    /// <param name="outputs">What is asked for.</param>
    public IDisposableReadOnlyCollection<OrtValue> Run(InstanceBatch instances, int? steps, string[] outputs)
    {
        Dictionary<string, OrtValue> inputs = [];
        try
        {
            foreach (Parameter input in description.Inputs)
            {
                long[] shape = [instances.Count, .. input.Shape.Dimensions.ToArray().Select(length => (long)length)];
                inputs.Add(input.Name, Value(instances[input.Name], shape));
            }

            if (steps is int count)
            {
                inputs.Add(IntegratorInputs.Steps, OrtValue.CreateTensorValueFromMemory([(long)count], []));
            }

            using RunOptions options = new();
            return session.Run(options, inputs, outputs);
        }
        finally
        {
            foreach (OrtValue value in inputs.Values)
            {
                value.Dispose();
            }
        }
    }

    /// <summary>A result as double-precision numbers.</summary>
    public double[] Numbers(OrtValue value) => _double
        ? value.GetTensorDataAsSpan<double>().ToArray()
        : Array.ConvertAll(value.GetTensorDataAsSpan<float>().ToArray(), number => (double)number);

    /// <summary>A result as integers.</summary>
    public static long[] Integers(OrtValue value) => value.GetTensorDataAsSpan<long>().ToArray();

    // ONNX Runtime only reads its inputs.
    private OrtValue Value(ReadOnlyMemory<double> column, long[] shape) => _double
        ? OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, MemoryMarshal.AsMemory(column), shape)
        : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(column.ToArray(), number => (float)number), shape);
}
