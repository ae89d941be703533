using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>Runs a scheme over batches of instances; several threads may call it at once.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class LaneEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A block stays in a core's cache of the second level, with room for constant matrices.
    private const long BlockBytes = 256 * 1024;
    private const int MostLanesOfAll = 256;

    // Below so many nanoseconds another thread costs more than it saves.
    private const double CostOfThread = 15_000;

    // Of instances that a status ends; most take more.
    private const int LikelyTurns = 2;

    private readonly MatrixTable<T> _matrices = new();
    private readonly Dictionary<int, Stack<LaneBlock<T>>> _blocks = [];
    private readonly Stack<LaneWorker<T>> _workers = [];
    private readonly Stack<LaneJob> _jobs = [];
    private readonly LaneForms<T> _single;
    private readonly LaneForms<T> _wide;
    private readonly double _cost;
    private readonly Action<LaneJob> _worker;
    private long _turns;

    /// <summary>Prepares a scheme.</summary>
    /// <param name="scheme">What lanes do.</param>
    public LaneEngine(LaneScheme scheme)
    {
        Scheme = scheme;
        _single = new LaneForms<T>(scheme, isSingle: true);
        _wide = new LaneForms<T>(scheme, isSingle: false);
        LaneBlock<T> narrow = new(_wide.Current, LaneLayout.Multiple<T>(), _matrices);
        int lanes = narrow.Lanes;
        while (lanes * 2 <= MostLanesOfAll && lanes * 2 * narrow.BytesPerLane <= BlockBytes)
        {
            lanes *= 2;
        }

        MostLanes = lanes;
        _cost = scheme.Cost;
        _worker = Work;
        Return(narrow);
    }

    /// <summary>What lanes do.</summary>
    public LaneScheme Scheme { get; }

    /// <summary>The most lanes of a block.</summary>
    public int MostLanes { get; }

    /// <summary>Runs the scheme over instances.</summary>
    /// <param name="describe">Tells the job its columns and limits.</param>
    /// <param name="argument">What it needs for that.</param>
    /// <param name="threads">How many threads at most.</param>
    public void Run<TArgument>(Action<LaneJob, TArgument> describe, TArgument argument, int threads)
    {
        LaneJob job = Pop(_jobs) ?? new LaneJob();
        describe(job, argument);
        if (job.Count > 0)
        {
            double cost = _cost * job.Count * (Scheme.Status is null ? Math.Max(job.Limit, 1) : Math.Clamp(job.Limit, 1, LikelyTurns));
            int useful = (int)Math.Clamp(cost / CostOfThread, 1, (job.Count + LaneLayout.Multiple<T>() - 1) / LaneLayout.Multiple<T>());
            job.Run(Math.Min(threads, useful), _worker);
        }

        job.Reset();
        Push(_jobs, job);
    }

    /// <summary>Runs the scheme for one instance.</summary>
    /// <param name="inputs">The numbers of all inputs, one after another.</param>
    /// <param name="limit">The most turns.</param>
    /// <param name="first">Receives the first output.</param>
    /// <param name="others">Receive the other outputs, a number each; histories are left out.</param>
    public void RunOne(ReadOnlySpan<double> inputs, int limit, Span<double> first, Span<double> others)
    {
        LaneBlock<T> block = Rent(1);
        foreach (LaneSlot input in Scheme.Inputs)
        {
            LaneColumns.Load(inputs[..input.Size], input.Size, block.Values(input), 1, [0]);
            inputs = inputs[input.Size..];
        }

        block.Start([0]);
        int turns = 0;
        for (; turns < limit && !IsDone(block); turns++)
        {
            block.Turn();
        }

        Count(1, turns + 1);

        block.Finish();
        LaneColumns.Store<T>(block.Values(Scheme.Outputs[0].Slot), 1, 0, first);
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = double.CreateTruncating(block.Values(Scheme.Outputs[i + 1].Slot)[0]);
        }

        Return(block);
    }

    /// <summary>Frees the memory of blocks that nobody uses.</summary>
    public void Clear()
    {
        lock (_blocks)
        {
            _blocks.Clear();
        }
    }

    /// <summary>The lanes of a block for some instances.</summary>
    /// <param name="instances">How many, at least 1.</param>
    public int LanesFor(int instances) => LaneWidths.Of<T>(instances, MostLanes);

    /// <summary>A block for some instances, to be returned.</summary>
    /// <param name="instances">How many; fewer lanes where they are too many for one block.</param>
    public LaneBlock<T> Rent(int instances)
    {
        int lanes = LanesFor(instances);
        lock (_blocks)
        {
            while (_blocks.TryGetValue(lanes, out Stack<LaneBlock<T>>? idle) && idle.TryPop(out LaneBlock<T>? block))
            {
                if (IsUpToDate(block))
                {
                    return block;
                }
            }
        }

        return new LaneBlock<T>(FormsOf(lanes).Current, lanes, _matrices);
    }

    /// <summary>Whether a block runs the scheme in the fastest form that there is by now.</summary>
    public bool IsUpToDate(LaneBlock<T> block) => block.Form == FormsOf(block.Lanes).Current;

    /// <summary>Counts turns: what is used of a scheme that is used much is compiled.</summary>
    /// <param name="lanes">The lanes of the block.</param>
    /// <param name="turns">Its turns.</param>
    public void Count(int lanes, int turns) => FormsOf(lanes).Count(ref _turns, (long)lanes * turns);

    /// <summary>Compiles the scheme now, where the runtime can; false where it cannot.</summary>
    public bool Compile() => _single.Compile() && _wide.Compile();

    /// <summary>Takes a block back.</summary>
    public void Return(LaneBlock<T> block)
    {
        lock (_blocks)
        {
            if (!_blocks.TryGetValue(block.Lanes, out Stack<LaneBlock<T>>? idle))
            {
                idle = [];
                _blocks.Add(block.Lanes, idle);
            }

            idle.Push(block);
        }
    }

    private static TItem? Pop<TItem>(Stack<TItem> items)
        where TItem : class
    {
        lock (items)
        {
            return items.TryPop(out TItem? item) ? item : null;
        }
    }

    private static void Push<TItem>(Stack<TItem> items, TItem item)
    {
        lock (items)
        {
            items.Push(item);
        }
    }

    private LaneForms<T> FormsOf(int lanes) => lanes == 1 ? _single : _wide;

    private bool IsDone(LaneBlock<T> block) => Scheme.Status is { } status && block.Values(status)[0] >= T.Zero;

    private void Work(LaneJob job)
    {
        LaneWorker<T> worker = Pop(_workers) ?? new LaneWorker<T>(this);
        worker.Run(job);
        Push(_workers, worker);
    }
}
