using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace R2N2;

/// <summary>One call of ONNX Runtime for some consecutive instances; it reads and writes the caller's memory in place.</summary>
/// <param name="session">The session.</param>
/// <param name="description">The solver.</param>
internal sealed class SolverCall(InferenceSession session, SolverDescription description)
{
    private readonly string[] _inputNames = [.. description.Inputs.Select(input => input.Name)];
    private readonly string[] _outputNames = [.. SolverOutputs.Names];

    /// <summary>Solves a block.</summary>
    /// <param name="columns">All instances.</param>
    /// <param name="start">The first of the block.</param>
    /// <param name="count">How many; at least 1.</param>
    public void Run(SolverColumns columns, int start, int count)
    {
        switch (description.Options.Precision)
        {
            case OnnxPrecision.Float64:
                RunInPlace(columns, start, count);
                break;
            case OnnxPrecision.Float32:
                RunRounded(columns, start, count);
                break;
        }
    }

    private static void Round(ReadOnlySpan<double> from, Span<float> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = (float)from[i];
        }
    }

    private static void Widen(ReadOnlySpan<float> from, Span<double> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[i];
        }
    }

    private static OrtValue Value<T>(Memory<T> values, int count, ReadOnlySpan<int> dimensions)
        where T : unmanaged
    {
        long[] shape = new long[dimensions.Length + 1];
        shape[0] = count;
        for (int i = 0; i < dimensions.Length; i++)
        {
            shape[i + 1] = dimensions[i];
        }

        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape);
    }

    private void RunInPlace(SolverColumns columns, int start, int count)
    {
        int m = description.StateSize;

        // ONNX Runtime only reads its inputs.
        Run(
            count,
            i => MemoryMarshal.AsMemory(Rows(columns.Inputs[i], i, start, count)),
            columns.Solution.Slice(start * m, count * m),
            columns.ResidualNorm.Slice(start, count),
            columns.Iterations.Slice(start, count),
            columns.Status.Slice(start, count));
    }

    private void RunRounded(SolverColumns columns, int start, int count)
    {
        int m = description.StateSize;
        ArrayPool<float> pool = ArrayPool<float>.Shared;
        float[][] inputs = [.. description.Inputs.Select(input => pool.Rent(count * input.Shape.Size))];
        float[] solution = pool.Rent(count * m);
        float[] norm = pool.Rent(count);
        for (int i = 0; i < inputs.Length; i++)
        {
            Round(Rows(columns.Inputs[i], i, start, count).Span, inputs[i]);
        }

        Run(
            count,
            i => inputs[i].AsMemory(0, count * description.Inputs[i].Shape.Size),
            solution.AsMemory(0, count * m),
            norm.AsMemory(0, count),
            columns.Iterations.Slice(start, count),
            columns.Status.Slice(start, count));
        Widen(solution, columns.Solution.Span.Slice(start * m, count * m));
        Widen(norm, columns.ResidualNorm.Span.Slice(start, count));
        foreach (float[] rented in (float[][])[.. inputs, solution, norm])
        {
            pool.Return(rented);
        }
    }

    private ReadOnlyMemory<double> Rows(ReadOnlyMemory<double> column, int input, int start, int count)
    {
        int size = description.Inputs[input].Shape.Size;
        return column.Slice(start * size, count * size);
    }

    private void Run<T>(
        int count, Func<int, Memory<T>> input, Memory<T> solution, Memory<T> norm, Memory<long> iterations, Memory<long> status)
        where T : unmanaged
    {
        List<OrtValue> values = new(_inputNames.Length + _outputNames.Length);
        try
        {
            for (int i = 0; i < _inputNames.Length; i++)
            {
                values.Add(Value(input(i), count, description.Inputs[i].Shape.Dimensions));
            }

            values.Add(Value(solution, count, [description.StateSize]));
            values.Add(Value(norm, count, []));
            values.Add(Value(iterations, count, []));
            values.Add(Value(status, count, []));
            using RunOptions options = new();
            session.Run(
                options, _inputNames, values[.._inputNames.Length], _outputNames, values[_inputNames.Length..]);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }
}
