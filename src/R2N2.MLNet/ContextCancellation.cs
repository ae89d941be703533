using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace R2N2.MLNet;

/// <summary>
/// Whether an MLContext was told to cancel (its CancelExecution, which AutoML and Microsoft.ML.Experimental call). ML.NET shows
/// that to its own components only, so one of them is asked: fitting a normaliser to a single row fails in a cancelled context.
/// </summary>
internal sealed class ContextCancellation
{
    // Each question leaves two kilobytes with the context, as every Fit does: so cursors, which services read without end, ask none.
    private const long Milliseconds = 1000;

    private static readonly ConditionalWeakTable<MLContext, ContextCancellation> _known = [];

    private readonly Action _ask;
    private long _next;

    private ContextCancellation(MLContext context)
    {
        IDataView row = context.Data.LoadFromEnumerable([new Row()]);
        NormalizingEstimator probe = context.Transforms.NormalizeMinMax(nameof(Row.Number));
        _ask = () => probe.Fit(row);
    }

    /// <summary>That of a context.</summary>
    public static ContextCancellation Of(MLContext context) => _known.GetValue(context, found => new ContextCancellation(found));

    /// <summary>For the beginning of an operation.</summary>
    /// <exception cref="OperationCanceledException">The context is cancelled.</exception>
    public void ThrowIfCancelled()
    {
        Volatile.Write(ref _next, Environment.TickCount64 + Milliseconds);
        try
        {
            _ask();
        }
        catch (OperationCanceledException reason)
        {
            throw new OperationCanceledException("The MLContext was cancelled (CancelExecution); nothing more is computed with it.", reason);
        }
    }

    /// <summary>For loops: asks where the last time is a moment ago.</summary>
    /// <exception cref="OperationCanceledException">The context is cancelled.</exception>
    public void Poll()
    {
        if (Environment.TickCount64 >= Volatile.Read(ref _next))
        {
            ThrowIfCancelled();
        }
    }

    private sealed class Row
    {
        public float Number { get; set; }
    }
}
