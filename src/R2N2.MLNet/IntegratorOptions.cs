using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>How an integrator is structured, trained and run, and what its columns are called.</summary>
public sealed record IntegratorOptions
{
    // By ML.NET's transformer for ONNX files.
    private const string StrippedSuffix = ".output";

    /// <summary>The stages of the Runge-Kutta method; 4 by default, at least 2.</summary>
    public int Stages
    {
        get;
        init => field = value >= 2
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(Stages)} is {value}; it must be at least 2.");
    }
    = 4;

    /// <summary>Whether Σb = 1 is built in; true by default.</summary>
    public bool Consistent { get; init; } = true;

    /// <summary>
    /// What the integrator is to be good at; by default one step, its error measured against the step size to the power of the
    /// stages plus one. A label column is a column of the data, a vector of Steps · m numbers.
    /// </summary>
    public IntegratorLoss? Loss { get; init; }

    /// <summary>How it is trained; all defaults, with a seed that follows the MLContext's, if null.</summary>
    public TrainingOptions? Training { get; init; }

    /// <summary>Also trains an embedded row, and adds its error estimate to every row; null (the default) for none.</summary>
    public ErrorEstimateOptions? ErrorEstimate { get; init; }

    /// <summary>The floating-point type of the exported file; double precision by default.</summary>
    public OnnxPrecision Precision { get; init; }

    /// <summary>
    /// The column of each of the family's inputs, by the input's name (<see cref="IntegratorInputs"/>, parameters); an input
    /// without an entry has a column of its own name.
    /// </summary>
    public IReadOnlyDictionary<string, string> InputColumns { get; init; } = new Dictionary<string, string>();

    /// <summary>The column of the state after the step; "NextState" by default.</summary>
    public string NextStateColumn { get; init; } = IntegratorOutputs.NextState;

    /// <summary>The column of the error estimate; "ErrorEstimate" by default.</summary>
    public string ErrorEstimateColumn { get; init; } = IntegratorOutputs.ErrorEstimate;

    /// <summary>
    /// What computes the steps. If null (the default), the GPU that the MLContext names by its GpuDeviceId, or the processor
    /// where it names none.
    /// </summary>
    public OnnxSolverOptions? Solver { get; init; }

    /// <summary>Whether the processor takes over where the GPU asked for is not there; as the MLContext says if null (the default).</summary>
    public bool? FallbackToCpu { get; init; }

    /// <summary>The most rows that are read ahead and computed together; 4096 by default, at least 1.</summary>
    public int BlockSize
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(BlockSize)} is {value}; it must be at least 1.");
    }
    = 4096;

    /// <summary>Told after every iteration of training; null (the default) for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops training within one iteration.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The column of each output, by the output's name.</summary>
    internal IReadOnlyDictionary<string, string> OutputColumns => ErrorEstimate is null
        ? new Dictionary<string, string> { [IntegratorOutputs.NextState] = NextStateColumn }
        : new Dictionary<string, string>
        {
            [IntegratorOutputs.NextState] = NextStateColumn,
            [IntegratorOutputs.ErrorEstimate] = ErrorEstimateColumn,
        };

    /// <summary>The loss as it is used.</summary>
    internal IntegratorLoss EffectiveLoss => Loss ?? new IntegratorLoss { Scale = ErrorScale.StepPower(Stages + 1) };

    internal void Validate(InitialValueFamily family)
    {
        string[] inputs = [.. family.Inputs.Select(input => input.Name)];
        if (InputColumns.Keys.FirstOrDefault(name => !inputs.Contains(name)) is { } unknown)
        {
            throw new ArgumentException(
                $"{nameof(InputColumns)} names a column for '{unknown}'; the family '{family.Name}' has the inputs {string.Join(", ", inputs)}.");
        }

        string[] columns = [.. OutputColumns.Values, .. inputs.Select(input => InputColumns.GetValueOrDefault(input, input))];
        if (columns.FirstOrDefault(string.IsNullOrWhiteSpace) is not null)
        {
            throw new ArgumentException("A column of the integrator has no name; every column needs one.");
        }

        if (columns.GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new ArgumentException($"The integrator's columns are {string.Join(", ", columns)}; '{repeated.Key}' is there twice.");
        }

        if (OutputColumns.Values.FirstOrDefault(column => column.EndsWith(StrippedSuffix, StringComparison.Ordinal)) is { } stripped)
        {
            throw new ArgumentException(
                $"The output column '{stripped}' ends in '{StrippedSuffix}', which ML.NET strips when a saved model is loaded. Choose another name.");
        }
    }
}
