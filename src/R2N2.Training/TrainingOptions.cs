namespace R2N2.Training;

/// <summary>How a solver or an integrator is trained. Every default is chosen to reach the optimum of the reference problems unattended.</summary>
public sealed record TrainingOptions
{
    /// <summary>Limits and tolerances of Levenberg-Marquardt, which finds the coefficients.</summary>
    public LevenbergMarquardt Optimizer { get; init; } = new();

    /// <summary>What evaluates the loss and its derivatives; TorchSharp by default.</summary>
    public TrainingEngine Engine { get; init; }

    /// <summary>The number of random starts; 64 by default, 0 or more (0 only together with <see cref="WarmStarts"/>).</summary>
    public int Starts { get; init; } = 64;

    /// <summary>Tables to start from besides the random ones; none by default. Fewer rows than n are grown by <see cref="Coefficients.Grow"/>.</summary>
    public IReadOnlyList<Coefficients> WarmStarts { get; init; } = [];

    /// <summary>
    /// Whether random starts are drawn in units of 1/‖J‖, measured on a sample: the same as training on f divided by its
    /// norm and multiplying the coefficients back, so nothing is left to undo in what is exported. True by default; if
    /// false, the unit is 1, and an f that stretches directions much makes most starts diverge.
    /// </summary>
    public bool Normalise { get; init; } = true;

    /// <summary>The spread of random starts in those units; 0.5 by default. Above 0.</summary>
    public double StartSpread { get; init; } = 0.5;

    /// <summary>
    /// Whether starts race: all of them on a sample first, the better ones for longer, the best on all instances. True by
    /// default. If false, every start runs to its end on all instances.
    /// </summary>
    public bool Race { get; init; } = true;

    /// <summary>The number of instances that starts race on, drawn at random; 64 by default, at least 1. Fewer where they take more than 128 MiB.</summary>
    public int SampleSize { get; init; } = 64;

    /// <summary>
    /// Fixes everything random: equal seed, data and options give equal results. If null (the default), a pipeline takes the
    /// seed of its MLContext, and the <see cref="Trainer"/> takes 0; so does a pipeline with a <see cref="CheckpointPath"/>, since
    /// a context without a seed has another in each process.
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>The share of instances held out to measure what was learned; 0 by default, below 1.</summary>
    public double ValidationShare { get; init; }

    /// <summary>
    /// A start that runs on all instances is stopped after this many iterations in a row without a lower validation loss of its
    /// own; 10 by default, at least 1. Only where instances are held out. The coefficients with the lowest validation loss are
    /// returned.
    /// </summary>
    public int ValidationPatience { get; init; } = 10;

    /// <summary>
    /// Training ends when this much time has passed, within an iteration if need be; null (the default) for no limit. Above 0.
    /// The best coefficients so far are measured on all instances and returned; where there are none yet, training fails.
    /// </summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>
    /// The instances in memory at once where they are read anew in each pass; 1024 by default, at least 1. Rounded up to what is
    /// evaluated at once, 512 or fewer, and reduced where that many take more than 128 MiB. Results do not depend on it.
    /// </summary>
    public int BlockSize { get; init; } = 1024;

    /// <summary>
    /// Instances of up to this many bytes are kept in memory; 256 MiB by default. More are read anew in each pass. Labels that the
    /// library computes take up to as much again; those beyond are computed anew in each pass, which a label column avoids.
    /// </summary>
    public long MemoryBudget { get; init; } = 256L << 20;

    /// <summary>
    /// The file where training saves itself every <see cref="CheckpointInterval"/> and when it is cancelled or out of time;
    /// an equal run that finds it goes on from there, to the same result as an unbroken run. Deleted when training is
    /// complete. An error estimate has a file of its own, with <c>.error-estimate</c> behind the name; a pipeline that trains
    /// both deletes both files when both are complete. Null (the default) for none.
    /// </summary>
    public string? CheckpointPath { get; init; }

    /// <summary>The time between checkpoints; 30 s by default.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Receives the few lines that training logs, such as how TorchSharp was loaded; null (the default) for nobody.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>The clock of <see cref="TimeLimit"/>.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether training that is complete leaves its checkpoint, from which an equal run takes the result at once: for a caller that
    /// trains another phase on it, and deletes the file after that.
    /// </summary>
    internal bool KeepCheckpoint { get; init; }

    /// <summary>The seed as it is used.</summary>
    internal int EffectiveSeed => Seed ?? 0;

    internal void Validate()
    {
        Guard.Require(Starts, Starts >= 0 && Starts + WarmStarts.Count >= 1, "at least 1 where there are no warm starts", nameof(Starts));
        Guard.Require(StartSpread, StartSpread > 0 && double.IsFinite(StartSpread), "above 0", nameof(StartSpread));
        Guard.Require(SampleSize, SampleSize >= 1, "at least 1", nameof(SampleSize));
        Guard.Require(ValidationShare, ValidationShare is >= 0 and < 1, "from 0 up to but not including 1", nameof(ValidationShare));
        Guard.Require(ValidationPatience, ValidationPatience >= 1, "at least 1", nameof(ValidationPatience));
        Guard.Require(TimeLimit, TimeLimit is null || TimeLimit > TimeSpan.Zero, "above 0, or null", nameof(TimeLimit));
        Guard.Require(BlockSize, BlockSize >= 1, "at least 1", nameof(BlockSize));
        Guard.Require(MemoryBudget, MemoryBudget >= 0, "0 or more", nameof(MemoryBudget));
        Guard.Require(CheckpointInterval, CheckpointInterval >= TimeSpan.Zero, "0 or more", nameof(CheckpointInterval));
        Guard.Require(Optimizer, Optimizer is not null, "given", nameof(Optimizer));
        Guard.Require(Engine, Enum.IsDefined(Engine), "one of the named engines", nameof(Engine));
        Optimizer!.Validate();
    }
}
