namespace R2N2.Training;

/// <summary>The losses a training run looks at: over samples for the race, over all instances, over those held out.</summary>
internal sealed class TrainingProblems : IDisposable
{
    private readonly List<InstanceBlock> _blocks = [];
    private readonly EvaluationThreads _threads;

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

        _threads = new EvaluationThreads(Environment.ProcessorCount);
        DataProblem Over(InstanceBlock block) => new(objective, _threads, () => [block], block.Count, cancellation);

        SampleBlock = layout.ToBlock(Math.Min(options.SampleSize, data.Sample.Count), data.Sample.Values);
        _blocks.Add(SampleBlock);
        InstanceBlock large = layout.ToBlock(data.Sample.Count, data.Sample.Values);
        _blocks.Add(large);
        Sample = Over(SampleBlock);
        LargeSample = Over(large);
        All = new DataProblem(objective, _threads, data.Training, data.Count, cancellation);
        Validation = data.ValidationCount == 0
            ? null
            : new DataProblem(objective, _threads, data.Validation, data.ValidationCount, cancellation);
    }

    /// <summary>A few instances, drawn at random.</summary>
    public DataProblem Sample { get; }

    /// <summary>Their tensors.</summary>
    public InstanceBlock SampleBlock { get; }

    /// <summary>More instances, drawn at random.</summary>
    public DataProblem LargeSample { get; }

    /// <summary>All instances trained on.</summary>
    public DataProblem All { get; }

    /// <summary>The instances held out, if any.</summary>
    public DataProblem? Validation { get; }

    public void Dispose()
    {
        _threads.Dispose();
        foreach (InstanceBlock block in _blocks)
        {
            block.Dispose();
        }
    }
}
