namespace R2N2.Training;

/// <summary>How a solver is searched for: how long, among which structures, and by what it is judged.</summary>
public sealed record SearchOptions
{
    private static readonly TimeSpan _usual = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(60);
    private const int ManyUnknowns = 256;

    /// <summary>
    /// The time that a search takes, as good as; above 0. What needs no training is tried in any case until something solves. Null, the default: 10 s, and 60 s from 256
    /// unknowns on. How many rows are looked at and how long is trained follow from it and from the operations of f.
    /// </summary>
    public TimeSpan? Budget
    {
        get;
        init => field = Guard.Require(value, value is null || value > TimeSpan.Zero, "above 0, or null");
    }

    /// <summary>
    /// Fixes everything random: equal seed, data and options give equal results, unless the budget ended the search. If null (the
    /// default), a pipeline takes the seed of its MLContext, and the <see cref="Trainer"/> takes 0.
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>What candidates are judged by: tolerance, limit, safeguard and precision of the solver that is wanted.</summary>
    public SolverExportOptions Export { get; init; } = new();

    /// <summary>
    /// How candidates are trained; null, the default, for few starts on few rows in the vectorised engine, within the budget. A seed
    /// that is given here is for training only; a checkpoint is refused.
    /// </summary>
    public TrainingOptions? Training { get; init; }

    /// <summary>
    /// The structures to choose from; null, the default, for those of the library that suit the number of unknowns. Each that has a
    /// preconditioner or minimal residuals is tried with all θ = -1, which is a classical method, and trained.
    /// </summary>
    public IReadOnlyList<Superstructure>? Candidates { get; init; }

    /// <summary>
    /// Whether the best structures are also tried from an initial guess that is learned, a polynomial of the parameters. Null, the default: where
    /// the family starts from one point. A guess of each instance's own, in the data or computed, may be what tells which of several solutions is
    /// wanted; where true, one that is learned takes its place if it leads to the same solutions.
    /// </summary>
    public bool? LearnInitialGuess { get; init; }

    /// <summary>The clock of <see cref="Budget"/>.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether a start is learned.</summary>
    /// <param name="family">The problem.</param>
    internal bool LearnsStart(EquationFamily family) => LearnInitialGuess ?? (Export.InitialGuess is null && family.InitialGuess.Point.Count > 0);

    /// <summary>The seed as it is used.</summary>
    internal int EffectiveSeed => Seed ?? 0;

    /// <summary>The budget as it is used.</summary>
    /// <param name="unknowns">m.</param>
    internal TimeSpan BudgetFor(int unknowns) => Budget ?? (unknowns < ManyUnknowns ? _usual : _long);

    internal void Validate(EquationFamily family)
    {
        ArgumentNullException.ThrowIfNull(Export);
        Training?.Validate();
        Guard.Require(
            Training?.CheckpointPath, Training?.CheckpointPath is null, "null, since a search trains several solvers", nameof(TrainingOptions.CheckpointPath));
        Guard.Require(
            Candidates?.Count, Candidates is null or { Count: > 0 }, "null, or at least 1 structure", nameof(Candidates));
        if (!Export.HasTolerance)
        {
            throw new ArgumentException(
                $"{nameof(Export)} has no tolerance, so that no candidate can be said to solve an instance. Set "
                + $"{nameof(SolverExportOptions.AbsoluteTolerance)} or {nameof(SolverExportOptions.RelativeTolerance)}.");
        }

        if (LearnInitialGuess == true && Export.InitialGuess is not null)
        {
            throw new ArgumentException(
                $"{nameof(LearnInitialGuess)} is true, and {nameof(Export)}.{nameof(SolverExportOptions.InitialGuess)} says where to start. Leave one of them out.");
        }

        foreach (Superstructure candidate in Candidates ?? [])
        {
            ArgumentNullException.ThrowIfNull(candidate, nameof(Candidates));
            candidate.RequireForEquations(nameof(Candidates));
            if (candidate.Preconditioner != Preconditioner.MeanJacobian)
            {
                candidate.Preconditioner.Require(family);
            }
        }
    }
}
