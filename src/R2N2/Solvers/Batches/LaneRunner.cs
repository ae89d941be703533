using System.Numerics;
using R2N2.Vectorised;

namespace R2N2;

/// <summary>Runs a scheme over batches with the vectorised engine.</summary>
/// <typeparam name="T">The precision of the file.</typeparam>
internal sealed class LaneRunner<T> : ILaneRunner
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Action<LaneJob, (LaneRunner<T> Runner, BatchColumns Columns, int Count)> _describe = Describe;

    private readonly object _owner;
    private readonly LaneEngine<T> _engine;
    private readonly UseCount _uses;
    private readonly int _limit;
    private readonly int _threads;

    /// <summary>Prepares a scheme.</summary>
    /// <param name="owner">Who is told to be disposed of after <see cref="Dispose"/>.</param>
    /// <param name="scheme">What is computed.</param>
    /// <param name="signature">What goes in and comes out.</param>
    /// <param name="limit">The most turns of an instance; not used where the columns tell the number of steps.</param>
    /// <param name="threads">How many threads at most; 0 for as many as there are processors.</param>
    public LaneRunner(object owner, LaneScheme scheme, BatchSignature signature, int limit, int threads)
    {
        _owner = owner;
        Signature = signature;
        _engine = new LaneEngine<T>(scheme);
        _uses = new UseCount(_engine.Clear);
        _limit = limit;
        _threads = threads == 0 ? Environment.ProcessorCount : threads;
    }

    /// <inheritdoc/>
    public BatchSignature Signature { get; }

    /// <inheritdoc/>
    public void Run(BatchColumns columns, int count)
    {
        ObjectDisposedException.ThrowIf(!_uses.TryEnter(), _owner);
        try
        {
            _engine.Run(_describe, (this, columns, count), _threads);
        }
        finally
        {
            _uses.Leave();
        }
    }

    /// <inheritdoc/>
    public void RunOne(ReadOnlySpan<double> inputs, Span<double> first, Span<double> others)
    {
        ObjectDisposedException.ThrowIf(!_uses.TryEnter(), _owner);
        try
        {
            _engine.RunOne(inputs, _limit, first, others);
        }
        finally
        {
            _uses.Leave();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _uses.Close();

    private static void Describe(LaneJob job, (LaneRunner<T> Runner, BatchColumns Columns, int Count) call)
    {
        job.Inputs = call.Columns.Inputs;
        job.Numbers = call.Columns.Numbers;
        job.Integers = call.Columns.Integers;
        job.Count = call.Count;
        job.Limit = call.Columns.Signature.Steps ?? call.Runner._limit;
    }
}
