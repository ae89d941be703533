using System.Diagnostics;

namespace R2N2.Training;

/// <summary>The time that a run may take: work looks at one token, which ends it when the caller cancels or time is up.</summary>
internal sealed class Deadline : IDisposable
{
    // What a timer can wait for.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly CancellationTokenSource _source;

    /// <param name="limit">How long from now; null for no limit.</param>
    /// <param name="caller">The caller's token.</param>
    public Deadline(TimeSpan? limit, CancellationToken caller)
    {
        Caller = caller;
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        if (limit < Longest)
        {
            _source.CancelAfter(limit.Value);
        }
    }

    /// <summary>Cancelled by the caller only: for what has to be done when time is up.</summary>
    public CancellationToken Caller { get; }

    /// <summary>Cancelled by the caller, or when time is up.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether time is up; false where the caller cancelled.</summary>
    public bool IsOver => _source.IsCancellationRequested && !Caller.IsCancellationRequested;

    /// <summary>The time since the beginning.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    public void Dispose() => _source.Dispose();
}
