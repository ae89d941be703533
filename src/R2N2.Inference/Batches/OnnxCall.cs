using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace R2N2;

/// <summary>One call of ONNX Runtime for some consecutive instances.</summary>
/// <param name="session">The session.</param>
/// <param name="signature">What goes in and comes out.</param>
/// <param name="onCpu">Whether the processor computes: only there the last bits depend on where numbers lie in memory.</param>
internal sealed class OnnxCall(InferenceSession session, BatchSignature signature, bool onCpu)
{
    private readonly string[] _inputNames =
    [
        .. signature.Inputs.Select(input => input.FileName),
        .. signature.Steps is null ? Array.Empty<string>() : [signature.StepsName],
    ];

    private readonly string[] _outputNames = [.. signature.Outputs.Select(output => output.FileName)];

    // One per thread that solves at the same time.
    private readonly ConcurrentBag<OnnxScratch<double>> _double = [];
    private readonly ConcurrentBag<OnnxScratch<float>> _single = [];

    /// <summary>What goes in and comes out.</summary>
    public BatchSignature Signature => signature;

    /// <summary>Solves a block.</summary>
    /// <param name="columns">All instances.</param>
    /// <param name="start">The first of the block.</param>
    /// <param name="count">How many; at least 1.</param>
    public void Run(BatchColumns columns, int start, int count)
    {
        switch (signature.Precision)
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

    private static OrtValue Value<T>(Memory<T> values, int start, int count, BatchColumn column)
        where T : unmanaged
    {
        Shape form = column.Shape;
        long[] shape = new long[form.Rank + 1];
        shape[0] = count;
        for (int i = 0; i < form.Rank; i++)
        {
            shape[i + 1] = form[i];
        }

        return OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, values.Slice(start * form.Size, count * form.Size), shape);
    }

    // ONNX Runtime only reads its inputs.
    private void RunInPlace(BatchColumns columns, int start, int count) =>
        Run(start, count, i => MemoryMarshal.AsMemory(columns.Inputs[i]), columns.Numbers, columns.Integers);

    private void RunInScratch<T>(ConcurrentBag<OnnxScratch<T>> pool, BatchColumns columns, int start, int count)
        where T : unmanaged, INumberBase<T>
    {
        if (!pool.TryTake(out OnnxScratch<T>? scratch) || scratch.Capacity < count)
        {
            scratch = new OnnxScratch<T>(signature, AlignedMemory.RoundUp(count));
        }

        int rows = scratch.Load(columns, start, count);
        Run(0, rows, i => scratch.Inputs[i], scratch.Numbers, scratch.Integers);
        scratch.Store(columns, start, count);
        pool.Add(scratch);
    }

    private void Run<T>(int start, int count, Func<int, Memory<T>> input, Memory<T>[] numbers, Memory<long>[] integers)
        where T : unmanaged
    {
        List<OrtValue> values = new(_inputNames.Length + _outputNames.Length);
        try
        {
            for (int i = 0; i < signature.Inputs.Length; i++)
            {
                values.Add(Value(input(i), start, count, signature.Inputs[i]));
            }

            if (signature.Steps is int steps)
            {
                values.Add(OrtValue.CreateTensorValueFromMemory([(long)steps], []));
            }

            for (int i = 0; i < signature.Outputs.Length; i++)
            {
                BatchColumn output = signature.Outputs[i];
                values.Add(output.IsInteger ? Value(integers[i], start, count, output) : Value(numbers[i], start, count, output));
            }

            int inputs = _inputNames.Length;
            using RunOptions options = new();
            session.Run(options, _inputNames, values[..inputs], _outputNames, values[inputs..]);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }
}
