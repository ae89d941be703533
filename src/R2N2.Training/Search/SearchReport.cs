namespace R2N2.Training;

/// <summary>What was tried, and what the result is worth: of a search, or of a structure that was given, which then is the only candidate.</summary>
public sealed record SearchReport
{
    internal SearchReport()
    {
    }

    /// <summary>What the result is worth and what to beware of, in sentences; equal for equal results, and so without times.</summary>
    public required IReadOnlyList<string> Verdict { get; init; }

    /// <summary>The candidate that won.</summary>
    public required SearchCandidate Winner { get; init; }

    /// <summary>The report of the winner's training; null where it is a classical method, which needed none.</summary>
    public TrainingReport? Training => Winner.Training;

    /// <summary>All candidates, in the order in which they were tried.</summary>
    public required IReadOnlyList<SearchCandidate> Candidates { get; init; }

    /// <summary>The classical solvers <see cref="Newton"/> and <see cref="NewtonGmres"/>, on the same held-out instances, or the first of them.</summary>
    public required IReadOnlyList<SolverTrial> Baselines { get; init; }

    /// <summary>The number of instances that candidates were judged on; of a structure that was given, they are among those that it was trained on.</summary>
    public required int HeldOutInstances { get; init; }

    /// <summary>The number of instances that candidates were trained on; on fewer of them where f takes long.</summary>
    public required long TrainingInstances { get; init; }

    /// <summary>Rows of the data that were left out, since a number in them is NaN or infinite.</summary>
    public required long SkippedInstances { get; init; }

    /// <summary>Whether the budget ended before all candidates were tried, so that another run may find another result.</summary>
    public required bool IsOutOfTime { get; init; }

    /// <summary>Wall time.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>A line for each candidate and each baseline, then the verdict.</summary>
    public override string ToString() => string.Join(Environment.NewLine, [.. Trials, .. Verdict]);

    /// <summary>A line for each candidate and each baseline.</summary>
    internal IEnumerable<string> Trials => [.. Candidates.Select(candidate => $"{candidate}"), .. Baselines.Select(baseline => $"{baseline}")];
}
