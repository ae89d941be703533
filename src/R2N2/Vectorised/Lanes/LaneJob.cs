namespace R2N2.Vectorised;

/// <summary>The instances of one call: their columns, which of them are taken, and the threads that work on them.</summary>
internal sealed class LaneJob : IThreadPoolWorkItem
{
    private readonly object _gate = new();
    private Action<LaneJob>? _work;
    private Exception? _failure;
    private int _taken;
    private int _workers;
    private bool _isOpen;

    /// <summary>The inputs, row-major.</summary>
    public ReadOnlyMemory<double>[] Inputs { get; set; } = [];

    /// <summary>The outputs in double precision, row-major; empty where an output is a whole number.</summary>
    public Memory<double>[] Numbers { get; set; } = [];

    /// <summary>The outputs that are whole numbers, empty elsewhere.</summary>
    public Memory<long>[] Integers { get; set; } = [];

    /// <summary>The first instance.</summary>
    public int First { get; set; }

    /// <summary>How many instances.</summary>
    public int Count { get; set; }

    /// <summary>The most turns of an instance.</summary>
    public int Limit { get; set; }

    /// <summary>How many turns lie between two places of a history.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>May end the work early.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>How many instances each thread begins with.</summary>
    public int Share { get; private set; }

    /// <summary>Whether nothing is left to take.</summary>
    public bool IsEmpty => Volatile.Read(ref _taken) >= Count || _failure is not null;

    /// <summary>Forgets the call, so that nothing of the caller's is kept.</summary>
    public void Reset()
    {
        (Inputs, Numbers, Integers) = ([], [], []);
        (First, Count, Limit, Stride) = (0, 0, 0, 1);
        Cancellation = default;
    }

    /// <summary>Takes instances.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="first">The number of the first.</param>
    /// <returns>How many.</returns>
    public int Take(int most, out int first)
    {
        int begin = Interlocked.Add(ref _taken, most) - most;
        first = First + begin;
        return _failure is not null ? 0 : Math.Clamp(Count - begin, 0, most);
    }

    /// <summary>Works on all instances; returns when they are done.</summary>
    /// <param name="threads">How many threads at most, the caller's included.</param>
    /// <param name="work">What a thread does until nothing is left to take.</param>
    public void Run(int threads, Action<LaneJob> work)
    {
        _work = work;
        _failure = null;
        _taken = 0;
        _workers = 0;
        Share = (Count + threads - 1) / threads;
        lock (_gate)
        {
            _isOpen = true;
        }

        for (int i = 1; i < threads; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        Execute();
        Close();
        if (_failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
        }
    }

    /// <summary>Works on the instances with one thread more.</summary>
    public void Execute()
    {
        lock (_gate)
        {
            // One that comes too late has nothing to do.
            if (!_isOpen)
            {
                return;
            }

            _workers++;
        }

        try
        {
            _work!(this);
        }
        catch (Exception reason)
        {
            _failure ??= reason;
        }
        finally
        {
            Leave();
        }
    }

    // Whoever has not come yet need not come any more.
    private void Close()
    {
        lock (_gate)
        {
            _isOpen = false;
            while (_workers > 0)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _workers--;
            if (_workers == 0)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }
}
