namespace R2N2.Training;

/// <summary>The losses a training run looks at: over samples for the race, over all instances, over those held out.</summary>
internal sealed class TrainingProblems : IDisposable
{
    private readonly TrainingData _data;
    private readonly BlockLayout _layout;
    private readonly Objective _objective;
    private readonly int _sampleSize;
    private readonly CancellationToken _cancellation;
    private readonly IEvaluation _evaluation;
    private readonly EvaluationThreads _threads;
    private InstanceBlock _largeBlock = null!;

    /// <exception cref="ArgumentException">There is no instance to train on.</exception>
    public TrainingProblems(
        TrainingData data, BlockLayout layout, Objective objective, TrainingOptions options, CancellationToken cancellation)
    {
        if (data.Count == 0)
        {
            throw new ArgumentException(
                $"There are no instances to train on: {data.ValidationCount} were held out for validation and {data.Skipped.Count} "
                + $"left out. {string.Concat(data.Skipped.Describe().Select(sentence => sentence + ' '))}Training needs at least one.");
        }

        _data = data;
        _layout = layout;
        _objective = objective;
        _sampleSize = options.SampleSize;
        _cancellation = cancellation;
        _evaluation = options.Engine == TrainingEngine.Vectorised ? new LaneEvaluation(objective) : new TorchEvaluation(objective);
        _threads = new EvaluationThreads(objective.Threads(Environment.ProcessorCount));
        Pose();
    }

    /// <summary>A few instances, drawn at random.</summary>
    public DataProblem Sample { get; private set; } = null!;

    /// <summary>Their tensors.</summary>
    public InstanceBlock SampleBlock { get; private set; } = null!;

    /// <summary>More instances, drawn at random.</summary>
    public DataProblem LargeSample { get; private set; } = null!;

    /// <summary>All instances trained on.</summary>
    public DataProblem All { get; private set; } = null!;

    /// <summary>The instances held out, if any.</summary>
    public DataProblem? Validation { get; private set; }

    /// <summary>The rows of the table that are left out because training diverges on them, in their order.</summary>
    public IReadOnlyList<long> LeftOut => [.. _data.LeftOut.Order()];

    /// <summary>Whether rows of the table are distinct, and each is trained on or held out.</summary>
    public bool AreInUse(IReadOnlyCollection<long> rows) => rows.Count == 0 || _data.CountInUse([.. rows], _cancellation) == rows.Count;

    /// <summary>Leaves rows of the table out of all problems.</summary>
    public void LeaveOut(IReadOnlyCollection<long> rows)
    {
        if (rows.Count > 0)
        {
            _data.LeaveOut(rows);
            DisposeSamples();
            Pose();

            // Last, since time may be up before all rows are in memory again.
            _data.Load(_cancellation);
        }
    }

    public void Dispose()
    {
        _threads.Dispose();
        _evaluation.Dispose();
        DisposeSamples();
    }

    private void Pose()
    {
        SampleBlock = _layout.ToBlock(_data.Sample, Math.Min(_sampleSize, _data.Sample.Count));
        _largeBlock = _layout.ToBlock(_data.Sample, _data.Sample.Count);
        Sample = Over(SampleBlock);
        LargeSample = Over(_largeBlock);
        All = Over(_data.Training, _data.Count);
        Validation = _data.ValidationCount == 0 ? null : Over(_data.Validation, _data.ValidationCount);
    }

    private DataProblem Over(InstanceBlock block) => Over(() => [block], block.Count);

    private DataProblem Over(Func<IEnumerable<InstanceBlock>> blocks, long count) =>
        new(_objective, _evaluation, _threads, blocks, count, _cancellation);

    private void DisposeSamples()
    {
        SampleBlock.Dispose();
        _largeBlock.Dispose();
    }
}
