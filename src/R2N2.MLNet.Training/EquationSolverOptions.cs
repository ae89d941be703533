using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>How an equation solver is structured, trained and run, and what its columns are called.</summary>
public sealed record EquationSolverOptions : PipelineOptions
{
    /// <summary>n, the evaluations of f in an outer iteration; 4 by default, at least 1.</summary>
    public int InnerIterations
    {
        get;
        init => field = Guard.AtLeast(value, 1);
    }
    = 4;

    /// <summary>How inner evaluations generate information; <see cref="GenerationModule.Evaluations"/> by default.</summary>
    public GenerationModule Generation { get; init; } = GenerationModule.Evaluations;

    /// <summary>
    /// P, which makes directions of values of f; <see cref="Preconditioner.None"/> by default. Where f is badly scaled, as of
    /// discretised differential equations or power flow, take <see cref="Preconditioner.MeanJacobian"/>.
    /// </summary>
    public Preconditioner Preconditioner { get; init; } = Preconditioner.None;

    /// <summary>
    /// What the solver is to be good at; by default small residuals over 3 outer iterations. Its label columns are columns of
    /// the data: a vector of m numbers, and a number.
    /// </summary>
    public EquationLoss Loss { get; init; } = new();

    /// <summary>How it is trained; all defaults if null. Without a seed of its own, training takes that of the MLContext.</summary>
    public TrainingOptions? Training { get; init; }

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

    /// <summary>Told after every iteration of training; null (the default) for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops training within one iteration.</summary>
    public CancellationToken CancellationToken { get; init; }

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
        Validate(family.Name, family.Inputs, SolverOutputs.Names.Concat(Export.RecordedOutputs));
    }
}
