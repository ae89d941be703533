namespace R2N2.Training;

/// <summary>The state of a training run between two iterations. A run that goes on from it ends where it would have ended.</summary>
internal sealed record TrainingCheckpoint
{
    /// <summary>What the run depends on, condensed; a checkpoint is of use to an equal run only.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The rung of the race.</summary>
    public required int Rung { get; init; }

    /// <summary>The iterations made on that rung.</summary>
    public required int RungIterations { get; init; }

    /// <summary>The starts on that rung, best first when they entered it.</summary>
    public required int[] Running { get; init; }

    /// <summary>All starts.</summary>
    public required StartState[] Starts { get; init; }

    /// <summary>The lowest loss after each iteration.</summary>
    public required LossRecord[] History { get; init; }

    /// <summary>The lowest validation loss.</summary>
    public required double? ValidationLoss { get; init; }

    /// <summary>Where it was seen.</summary>
    public required double[]? ValidationPoint { get; init; }

    /// <summary>Observations since then.</summary>
    public required int SinceBestValidation { get; init; }

    /// <summary>Evaluations of f so far.</summary>
    public required long FunctionEvaluations { get; init; }

    /// <summary>Wall time so far.</summary>
    public required TimeSpan Elapsed { get; init; }
}
