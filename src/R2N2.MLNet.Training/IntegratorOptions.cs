using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>How an integrator is structured, trained and run, and what its columns are called.</summary>
public sealed record IntegratorOptions : PipelineOptions
{
    /// <summary>The stages of the Runge-Kutta method; 4 by default, at least 2.</summary>
    public int Stages
    {
        get;
        init => field = Guard.AtLeast(value, 2);
    }
    = 4;

    /// <summary>Whether Σb = 1 is built in; true by default.</summary>
    public bool Consistent { get; init; } = true;

    /// <summary>
    /// What the integrator is to be good at; by default one step, its error measured against the step size to the power of the
    /// stages plus one. A label column is a column of the data, a vector of Steps · m numbers.
    /// </summary>
    public IntegratorLoss? Loss { get; init; }

    /// <summary>How it is trained; all defaults if null. Without a seed of its own, training takes that of the MLContext.</summary>
    public TrainingOptions? Training { get; init; }

    /// <summary>Also trains an embedded row, and adds its error estimate to every row; null (the default) for none.</summary>
    public ErrorEstimateOptions? ErrorEstimate { get; init; }

    /// <summary>The floating-point type of the exported file; double precision by default.</summary>
    public OnnxPrecision Precision { get; init; }

    /// <summary>The column of the state after the step; "NextState" by default.</summary>
    public string NextStateColumn { get; init; } = IntegratorOutputs.NextState;

    /// <summary>The column of the error estimate; "ErrorEstimate" by default.</summary>
    public string ErrorEstimateColumn { get; init; } = IntegratorOutputs.ErrorEstimate;

    /// <summary>Told after every iteration of training; null (the default) for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops training within one iteration.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The loss as it is used.</summary>
    internal IntegratorLoss EffectiveLoss => Loss ?? new IntegratorLoss { Scale = ErrorScale.StepPower(Stages + 1) };

    internal override string ColumnOf(string output) => output switch
    {
        IntegratorOutputs.NextState => NextStateColumn,
        IntegratorOutputs.ErrorEstimate => ErrorEstimateColumn,
        _ => output,
    };

    internal void Validate(InitialValueFamily family)
    {
        EffectiveLoss.Validate();
        Validate(
            family.Name,
            family.Inputs,
            ErrorEstimate is null ? [IntegratorOutputs.NextState] : [IntegratorOutputs.NextState, IntegratorOutputs.ErrorEstimate]);
    }
}
