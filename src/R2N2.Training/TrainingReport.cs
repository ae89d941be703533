namespace R2N2.Training;

/// <summary>What a training run did.</summary>
public sealed record TrainingReport
{
    /// <summary>The loss per instance of the returned coefficients, over all instances trained on.</summary>
    public required double Loss { get; init; }

    /// <summary>Their loss per instance over the held-out instances; null where none were held out.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>The number of the start that won.</summary>
    public required int Winner { get; init; }

    /// <summary>Why training ended.</summary>
    public required StopReason Stop { get; init; }

    /// <summary>The lowest loss after each iteration.</summary>
    public required IReadOnlyList<LossRecord> History { get; init; }

    /// <summary>What became of each start.</summary>
    public required IReadOnlyList<StartOutcome> Starts { get; init; }

    /// <summary>The number of instances trained on.</summary>
    public required long Instances { get; init; }

    /// <summary>The number of instances held out.</summary>
    public required long ValidationInstances { get; init; }

    /// <summary>
    /// The number of instances left out because they cannot be trained on: a number in them is NaN or infinite, a step size not
    /// above 0, a scale of errors 0 or infinite, there is no accurate solution to learn from, or no error to estimate, or training
    /// diverges on them. The warnings tell which.
    /// </summary>
    public required long SkippedInstances { get; init; }

    /// <summary>
    /// The rows of the table, from 0, that were left out because coefficients that are sound on all others diverge on them: at
    /// most one row in a hundred, or four of a smaller table.
    /// </summary>
    public required IReadOnlyList<long> OutlierRows { get; init; }

    /// <summary>What a person should know before using the result, in sentences; empty where there is nothing to say.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Evaluations of f for one instance, directional derivatives counted as one each.</summary>
    public required long FunctionEvaluations { get; init; }

    /// <summary>The size of f's derivative that random starts were scaled by: ‖J‖ along directions of a power iteration.</summary>
    public required double OperatorNorm { get; init; }

    /// <summary>Where the labels came from: a column of the data, or computed by the library, and how. Null where the loss has none.</summary>
    public string? Labels { get; init; }

    /// <summary>
    /// The largest error of a label that the library computed, relative to the way that the state has gone: the difference to one
    /// of half as many steps, which bounds it. Null where no label was computed.
    /// </summary>
    public double? LabelError { get; init; }

    /// <summary>Wall time.</summary>
    public required TimeSpan Elapsed { get; init; }
}
