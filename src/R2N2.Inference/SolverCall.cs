using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace R2N2;

/// <summary>One call of ONNX Runtime for some consecutive instances.</summary>
/// <param name="session">The session.</param>
/// <param name="description">The solver.</param>
/// <param name="onCpu">Whether the processor computes: only there the last bits depend on where numbers lie in memory.</param>
internal sealed class SolverCall(InferenceSession session, SolverDescription description, bool onCpu)
{
    private readonly string[] _inputNames = [.. description.Inputs.Select(input => description.Options.Inputs.For(input.Name))];
    private readonly RecordedOutput[] _recorded = RecordedOutput.Of(description);
    private readonly string[] _outputNames =
    [
        .. SolverOutputs.Names.Concat(RecordedOutput.Of(description).Select(output => output.Name)).Select(description.Options.Outputs.For),
    ];

    // One per thread that solves at the same time.
    private readonly ConcurrentBag<SolverScratch<double>> _double = [];
    private readonly ConcurrentBag<SolverScratch<float>> _single = [];

    /// <summary>Solves a block.</summary>
    /// <param name="columns">All instances.</param>
    /// <param name="start">The first of the block.</param>
    /// <param name="count">How many; at least 1.</param>
    public void Run(SolverColumns columns, int start, int count)
    {
        switch (description.Options.Precision)
        {
            case OnnxPrecision.Float64 when !onCpu || (columns.IsAligned && IsWholeLines(start) && IsWholeLines(count)):
                RunInPlace(columns, start, count);
                break;
            case OnnxPrecision.Float64:
                RunInScratch(_double, columns, start, count);
                break;
            case OnnxPrecision.Float32:
                RunInScratch(_single, columns, start, count);
                break;
        }
    }

    private static bool IsWholeLines(int rows) => rows % AlignedMemory.RowMultiple == 0;

    private static OrtValue Value<T>(Memory<T> values, int count, ReadOnlySpan<int> dimensions)
        where T : unmanaged
    {
        long[] shape = new long[dimensions.Length + 1];
        shape[0] = count;
        int size = count;
        for (int i = 0; i < dimensions.Length; i++)
        {
            shape[i + 1] = dimensions[i];
            size *= dimensions[i];
        }

        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values[..size], shape);
    }

    private void RunInPlace(SolverColumns columns, int start, int count)
    {
        // ONNX Runtime only reads its inputs.
        Run(
            count,
            i => MemoryMarshal.AsMemory(columns.Inputs[i])[(start * description.Inputs[i].Shape.Size)..],
            columns.Solution[(start * description.StateSize)..],
            columns.ResidualNorm[start..],
            columns.Iterations[start..],
            columns.Status[start..],
            [.. columns.Recorded.Select((values, i) => values[(start * _recorded[i].Shape.Size)..])]);
    }

    private void RunInScratch<T>(ConcurrentBag<SolverScratch<T>> pool, SolverColumns columns, int start, int count)
        where T : unmanaged, INumberBase<T>
    {
        if (!pool.TryTake(out SolverScratch<T>? scratch) || scratch.Capacity < count)
        {
            scratch = new SolverScratch<T>(description, AlignedMemory.RoundUp(count));
        }

        int rows = scratch.Load(columns, start, count);
        Run(
            rows,
            i => scratch.Inputs[i],
            scratch.Solution,
            scratch.ResidualNorm,
            scratch.Iterations,
            scratch.Status,
            scratch.Recorded.AsSpan(0, columns.Recorded.Length));
        scratch.Store(columns, start, count);
        pool.Add(scratch);
    }

    private void Run<T>(
        int count,
        Func<int, Memory<T>> input,
        Memory<T> solution,
        Memory<T> norm,
        Memory<long> iterations,
        Memory<long> status,
        ReadOnlySpan<Memory<T>> recorded)
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
            for (int i = 0; i < recorded.Length; i++)
            {
                values.Add(Value(recorded[i], count, _recorded[i].Shape.Dimensions));
            }

            int inputs = _inputNames.Length;
            using RunOptions options = new();
            session.Run(options, _inputNames, values[..inputs], _outputNames[..(values.Count - inputs)], values[inputs..]);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }
}
