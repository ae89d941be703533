namespace R2N2.Training;

/// <summary>A structure of the search, with all θ = -1 or trained, and what became of it.</summary>
public sealed record SearchCandidate
{
    internal SearchCandidate()
    {
    }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The structure.</summary>
    public required Superstructure Superstructure { get; init; }

    /// <summary>Whether its coefficients were learned; else all of them are -1, which is a classical method.</summary>
    public required bool IsTrained { get; init; }

    /// <summary>How it did on the held-out instances; null where it was passed over.</summary>
    public SolverTrial? Trial { get; init; }

    /// <summary>Why it was passed over, in a sentence; null where it was tried.</summary>
    public string? PassedOver { get; init; }

    /// <summary>The report of its training; null where there was none.</summary>
    public TrainingReport? Training { get; init; }

    /// <summary>The start that was learned for it; null where it starts as the family says.</summary>
    internal LearnedStart? Start { get; init; }

    /// <summary>Whether anything of it was learned.</summary>
    internal bool IsLearned => IsTrained || Start is not null;

    /// <summary>The network; null where it was passed over.</summary>
    internal R2N2Network? Network { get; init; }

    /// <summary>One line for a person.</summary>
    public override string ToString() =>
        $"{Trial?.ToString() ?? $"{Name}: {PassedOver}"}"
        + (Training is null || Trial is null ? "" : $", trained in {Words.Number(Training.Elapsed.TotalSeconds)} s");
}
