namespace R2N2.Training;

/// <summary>The time that a run may take: work looks at one token, which ends it when the caller cancels or time is up.</summary>
internal sealed class Deadline : IDisposable
{
    // What a timer can wait for.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _limited;

    /// <param name="limit">How long from now; null for no limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="caller">The caller's token.</param>
    public Deadline(TimeSpan? limit, TimeProvider time, CancellationToken caller)
    {
        Caller = caller;
        _time = time;
        _start = time.GetTimestamp();
        _timer = new CancellationTokenSource(limit < Longest ? limit.Value : Timeout.InfiniteTimeSpan, time);
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
        Token = _limited = _source.Token;
    }

    /// <summary>Cancelled by the caller only: for what has to be done when time is up.</summary>
    public CancellationToken Caller { get; }

    /// <summary>Cancelled by the caller and, until the deadline is lifted, when time is up.</summary>
    public CancellationToken Token { get; private set; }

    /// <summary>The time since the beginning.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Whether work was interrupted because time is up; false where the caller cancelled, or somebody else did.</summary>
    public bool IsCauseOf(OperationCanceledException interruption) =>
        interruption.CancellationToken == _limited && !Caller.IsCancellationRequested;

    /// <summary>From now on, only the caller ends work.</summary>
    public void Lift() => Token = Caller;

    public void Dispose()
    {
        _source.Dispose();
        _timer.Dispose();
    }
}
