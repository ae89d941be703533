using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>How an equation solver is structured, trained and run, and what its columns are called.</summary>
/// <remarks>
/// Fit searches for structure and coefficients unless something of them is given: where any of <see cref="Superstructure"/>,
/// <see cref="InnerIterations"/>, <see cref="Generation"/>, <see cref="Preconditioner"/>, <see cref="Loss"/> and <see cref="Training"/> is, it
/// trains the structure of these options, what is not given being as described; likewise where the export has no tolerance, by which candidates
/// could be judged.
/// </remarks>
public sealed record EquationSolverOptions : PipelineOptions
{
    // What a search would find, or make no use of: a part of the structure, and what it is trained by.
    private readonly string? _part;
    private readonly string? _effort;

    /// <summary>
    /// The structure as a whole, with assembly, history and tables, in place of <see cref="InnerIterations"/>, <see cref="Generation"/> and
    /// <see cref="Preconditioner"/>; null, the default, for the structure of these.
    /// </summary>
    public Superstructure? Superstructure { get; init; }

    /// <summary>n, the evaluations of f in an outer iteration; 4 by default, at least 1.</summary>
    public int InnerIterations
    {
        get;
        init
        {
            field = Guard.AtLeast(value, 1);
            _part = nameof(InnerIterations);
        }
    }
    = 4;

    /// <summary>How inner evaluations generate information; <see cref="GenerationModule.Evaluations"/> by default.</summary>
    public GenerationModule Generation
    {
        get;
        init => (field, _part) = (value, nameof(Generation));
    }
    = GenerationModule.Evaluations;

    /// <summary>
    /// P, which makes directions of values of f; <see cref="Preconditioner.None"/> by default. Where f is badly scaled, as of
    /// discretised differential equations or power flow, take <see cref="Preconditioner.MeanJacobian"/>.
    /// </summary>
    public Preconditioner Preconditioner
    {
        get;
        init => (field, _part) = (value, nameof(Preconditioner));
    }
    = Preconditioner.None;

    /// <summary>
    /// What the solver is to be good at; by default small residuals over 3 outer iterations. Its label columns are columns of
    /// the data: a vector of m numbers, and a number.
    /// </summary>
    public EquationLoss Loss
    {
        get;
        init => (field, _effort) = (value, nameof(Loss));
    }
    = new();

    /// <summary>How it is trained; all defaults if null. Without a seed of its own, training takes that of the MLContext.</summary>
    public TrainingOptions? Training
    {
        get;
        init => (field, _effort) = (value, nameof(Training));
    }

    /// <summary>
    /// How Fit searches for the structure, among which candidates and how long; null, the default, for all defaults where Fit searches.
    /// The log tells candidates and verdict. Solvers are judged by <see cref="Export"/> here; structure, loss and training cannot be
    /// given besides.
    /// </summary>
    public SearchOptions? Search { get; init; }

    /// <summary>When an instance is done, and in which form and precision the solver is exported.</summary>
    public SolverExportOptions Export { get; init; } = new();

    /// <summary>The column of the solution x; "Solution" by default.</summary>
    public string SolutionColumn { get; init; } = SolverOutputs.Solution;

    /// <summary>The column of ‖f(x)‖₂; "ResidualNorm" by default.</summary>
    public string ResidualNormColumn { get; init; } = SolverOutputs.ResidualNorm;

    /// <summary>The column of the number of outer iterations; "Iterations" by default.</summary>
    public string IterationsColumn { get; init; } = SolverOutputs.Iterations;

    /// <summary>The column of the <see cref="SolveStatus"/>; "Status" by default.</summary>
    public string StatusColumn { get; init; } = SolverOutputs.Status;

    /// <summary>Told after every iteration of training, of each candidate where Fit searches; null (the default) for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Told of the candidates of a search and of the best so far; null (the default) for nobody.</summary>
    public IProgress<SearchProgress>? SearchProgress { get; init; }

    /// <summary>Stops training within one iteration.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The structure that Fit trains where it does not search.</summary>
    internal Superstructure EffectiveSuperstructure =>
        Superstructure ?? new Superstructure(InnerIterations, Generation) { Preconditioner = Preconditioner };

    /// <summary>The search that Fit makes; null where it trains one structure.</summary>
    internal SearchOptions? EffectiveSearch => Search ?? (Chosen is null && Export.HasTolerance ? new SearchOptions() : null);

    private string? Chosen => _part ?? (Superstructure is null ? _effort : nameof(Superstructure));

    internal override string ColumnOf(string output) => output switch
    {
        SolverOutputs.Solution => SolutionColumn,
        SolverOutputs.ResidualNorm => ResidualNormColumn,
        SolverOutputs.Iterations => IterationsColumn,
        SolverOutputs.Status => StatusColumn,
        _ => output,
    };

    internal void Validate(EquationFamily family)
    {
        ArgumentNullException.ThrowIfNull(Generation);
        ArgumentNullException.ThrowIfNull(Preconditioner);
        ArgumentNullException.ThrowIfNull(Loss);
        ArgumentNullException.ThrowIfNull(Export);
        Loss.Validate();
        if (Superstructure is not null && _part is not null)
        {
            throw new ArgumentException(
                $"{nameof(Superstructure)} is given, and {_part} too, which is a part of it. Give it as a property of the structure.");
        }

        Superstructure?.RequireForEquations(nameof(Superstructure));
        RequireRoomForSearch(family);
        Validate(family.Name, family.Inputs, SolverOutputs.Names.Concat(Export.RecordedOutputs));
    }

    private void RequireRoomForSearch(EquationFamily family)
    {
        if (Search is null)
        {
            return;
        }

        if (Chosen is { } chosen)
        {
            throw new ArgumentException(
                $"{chosen} is given, and {nameof(Search)} too, which chooses the structure and how it is trained. Give structures as "
                + $"{nameof(SearchOptions)}.{nameof(SearchOptions.Candidates)} and training as {nameof(SearchOptions)}.{nameof(SearchOptions.Training)}, "
                + $"or leave {nameof(Search)} null.");
        }

        if (Search.Export != new SolverExportOptions())
        {
            throw new ArgumentException(
                $"{nameof(Search)} has an {nameof(SearchOptions.Export)} of its own; in a pipeline solvers are judged by what is exported. Give it as "
                + $"{nameof(EquationSolverOptions)}.{nameof(Export)}.");
        }

        if (Search.LearnInitialGuess == true && family.InitialGuess.Name is { } guess)
        {
            throw new ArgumentException(
                $"{nameof(Search)}.{nameof(SearchOptions.LearnInitialGuess)} is true, but the family '{family.Name}' takes the column '{guess}' for its initial "
                + "guess, and a pipeline keeps its columns. Fit the family from a constant guess: "
                + $"{nameof(EquationFamily)}.{nameof(EquationFamily.WithInitialGuess)}.");
        }

        (Search with { Export = Export }).Validate(family);
    }
}
