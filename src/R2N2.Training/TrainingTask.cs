namespace R2N2.Training;

/// <summary>What is trained: a loss, its data, where training begins, and words for when it fails.</summary>
internal abstract class TrainingTask
{
    /// <summary>The loss.</summary>
    public abstract Objective Objective { get; }

    /// <summary>The columns it reads.</summary>
    public abstract BlockLayout Layout { get; }

    /// <summary>What the course of training depends on, besides options and data.</summary>
    public abstract IReadOnlyList<string> Identity { get; }

    /// <summary>What it builds on that an earlier phase trained; empty where nothing.</summary>
    public virtual string Basis => string.Empty;

    /// <summary>What is put behind the path of a checkpoint, so that each phase of a training has a file of its own.</summary>
    public virtual string CheckpointSuffix => string.Empty;

    /// <summary>The point at which the iteration changes nothing, [p]; null where there is none.</summary>
    public virtual double[]? Nothing => null;

    /// <summary>Where the labels come from, in words; null where the loss has none.</summary>
    public virtual string? Labels => null;

    /// <summary>The instances with everything that the layout reads.</summary>
    /// <param name="data">The user's instances.</param>
    /// <param name="budget">The most bytes that are kept of what is computed for them.</param>
    /// <param name="cancellation">The token that stops what is computed for them, asked for at each computation.</param>
    public virtual IInstanceSource Source(IInstanceSource data, long budget, Func<CancellationToken> cancellation) => data;

    /// <summary>The largest error of a label that was computed; null where none was.</summary>
    public virtual double? LabelError => null;

    /// <summary>Looks at what the loss will square.</summary>
    /// <param name="sample">Some instances.</param>
    /// <exception cref="TrainingFailedException">The squares are beyond double precision.</exception>
    public virtual void Check(InstanceBlock sample)
    {
    }

    /// <summary>The size of f's derivative, whose reciprocal is the natural unit of a coefficient.</summary>
    /// <param name="sample">Some instances.</param>
    /// <param name="seed">Fixes everything random.</param>
    public virtual double Norm(InstanceBlock sample, int seed) => 1;

    /// <summary>All starts: warm ones, then random ones.</summary>
    /// <param name="options">How many, how far apart, and the seed.</param>
    /// <param name="norm">What <see cref="Norm"/> returned.</param>
    public abstract List<LeastSquaresStart> Draw(TrainingOptions options, double norm);

    /// <summary>Why no start had a finite loss, and what to do.</summary>
    /// <param name="blocks">The instances.</param>
    /// <param name="norm">What <see cref="Norm"/> returned.</param>
    /// <param name="starts">The number of starts.</param>
    public abstract string Diagnose(IEnumerable<InstanceBlock> blocks, double norm, int starts);
}
