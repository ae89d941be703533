using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>How an equation solver is structured, trained and run, and what its columns are called.</summary>
public sealed record EquationSolverOptions
{
    // By ML.NET's transformer for ONNX files.
    private const string StrippedSuffix = ".output";

    /// <summary>n, the evaluations of f in an outer iteration; 4 by default, at least 1.</summary>
    public int InnerIterations
    {
        get;
        init => field = AtLeast(value, 1, nameof(InnerIterations));
    }
    = 4;

    /// <summary>K, the outer iterations that training looks at; 3 by default, at least 1.</summary>
    public int OuterIterations
    {
        get;
        init => field = AtLeast(value, 1, nameof(OuterIterations));
    }
    = 3;

    /// <summary>How inner evaluations generate information; <see cref="Generation.Evaluations"/> by default.</summary>
    public Generation Generation { get; init; } = Generation.Evaluations;

    /// <summary>
    /// How it is trained; all defaults, with a seed that follows the MLContext's, if null. Its
    /// <see cref="TrainingOptions.OuterIterations"/> is replaced by <see cref="OuterIterations"/>; its label columns are
    /// columns of the data: a vector of m numbers, and a scalar.
    /// </summary>
    public TrainingOptions? Training { get; init; }

    /// <summary>When an instance is done, and in which form and precision the solver is exported.</summary>
    public OnnxExportOptions Export { get; init; } = new();

    /// <summary>
    /// The column of each of the family's inputs, by the input's name; an input without an entry has a column of its own name.
    /// Columns hold double or single precision, vectors of the input's size (a matrix row by row) or, for scalars, numbers.
    /// </summary>
    public IReadOnlyDictionary<string, string> InputColumns { get; init; } = new Dictionary<string, string>();

    /// <summary>Put before the names of all output columns, to tell several solvers in a pipeline apart; empty by default.</summary>
    public string OutputPrefix { get; init; } = "";

    /// <summary>The column of the solution x; "Solution" by default.</summary>
    public string SolutionColumn { get; init; } = SolverOutputs.Solution;

    /// <summary>The column of ‖f(x)‖₂; "ResidualNorm" by default.</summary>
    public string ResidualNormColumn { get; init; } = SolverOutputs.ResidualNorm;

    /// <summary>The column of the number of outer iterations; "Iterations" by default.</summary>
    public string IterationsColumn { get; init; } = SolverOutputs.Iterations;

    /// <summary>The column of the <see cref="SolveStatus"/>; "Status" by default.</summary>
    public string StatusColumn { get; init; } = SolverOutputs.Status;

    /// <summary>
    /// What computes when instances are solved. If null (the default), the GPU that the MLContext names by its GpuDeviceId, or
    /// the processor where it names none.
    /// </summary>
    public OnnxSolverOptions? Solver { get; init; }

    /// <summary>
    /// Whether the processor takes over, with a warning in the log, where the GPU asked for is not there; as the MLContext's
    /// FallbackToCpu says if null (the default).
    /// </summary>
    public bool? FallbackToCpu { get; init; }

    /// <summary>
    /// The most rows that are read ahead and solved together; 0, the default, for 4096, or fewer where instances are large.
    /// Memory grows with it, results do not depend on it.
    /// </summary>
    public int BlockSize
    {
        get;
        init => field = AtLeast(value, 0, nameof(BlockSize));
    }

    /// <summary>Told after every iteration of training; null (the default) for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops training within one iteration.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The column of each of the solver's outputs, by the output's name.</summary>
    internal IReadOnlyDictionary<string, string> OutputColumns => new Dictionary<string, string>
    {
        [SolverOutputs.Solution] = OutputPrefix + SolutionColumn,
        [SolverOutputs.ResidualNorm] = OutputPrefix + ResidualNormColumn,
        [SolverOutputs.Iterations] = OutputPrefix + IterationsColumn,
        [SolverOutputs.Status] = OutputPrefix + StatusColumn,
    };

    internal void Validate(EquationFamily family)
    {
        ArgumentNullException.ThrowIfNull(Generation);
        ArgumentNullException.ThrowIfNull(Export);
        foreach (string input in InputColumns.Keys)
        {
            if (family.Inputs.All(known => known.Name != input))
            {
                throw new ArgumentException(
                    $"{nameof(InputColumns)} names a column for '{input}'; the family '{family.Name}' has the inputs "
                    + $"{string.Join(", ", family.Inputs.Select(known => known.Name))}.");
            }
        }

        string[] columns = [.. OutputColumns.Values, .. family.Inputs.Select(input => InputColumns.GetValueOrDefault(input.Name, input.Name))];
        if (columns.FirstOrDefault(string.IsNullOrWhiteSpace) is not null)
        {
            throw new ArgumentException("A column of the solver has no name; every column needs one.");
        }

        if (columns.GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new ArgumentException(
                $"The solver's columns are {string.Join(", ", columns)}; '{repeated.Key}' is there twice. Choose another output "
                + "name or prefix; copy a column that serves as two inputs (CopyColumns).");
        }

        if (OutputColumns.Values.FirstOrDefault(column => column.EndsWith(StrippedSuffix, StringComparison.Ordinal)) is { } stripped)
        {
            throw new ArgumentException(
                $"The output column '{stripped}' ends in '{StrippedSuffix}', which ML.NET strips when a saved model is loaded. Choose another name.");
        }
    }

    private static int AtLeast(int value, int least, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} is {value}; it must be at least {least}.");
}
