using R2N2.Training.Native;

namespace R2N2.Training;

/// <summary>Trains integrators: finds the Runge-Kutta tableau of a superstructure that suits a family of initial-value problems.</summary>
public static class IntegratorTrainer
{
    /// <summary>Trains an integrator.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The stages, made by <see cref="Superstructure.RungeKutta"/>.</param>
    /// <param name="data">Instances: a column for each of the family's inputs, and labels where the loss names them.</param>
    /// <param name="loss">What the integrator is to be good at; one step, unscaled, if null.</param>
    /// <param name="options">How to train; all defaults if null. Iterations, weights and label columns of equations do not apply.</param>
    /// <param name="progress">Told after every iteration.</param>
    /// <param name="cancellation">Stops training within one iteration.</param>
    /// <returns>The integrator with the lowest loss found, and a report.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of range, a column is missing or has another length, a step size is not above 0, or there are no instances.
    /// </exception>
    /// <exception cref="InvalidDataException">The checkpoint file is damaged, or belongs to another run.</exception>
    /// <exception cref="TrainingFailedException">No coefficients with a finite loss were found.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static IntegratorTrainingResult Train(
        InitialValueFamily family,
        Superstructure superstructure,
        IInstanceSource data,
        IntegratorLoss? loss = null,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(superstructure);
        ArgumentNullException.ThrowIfNull(data);
        loss ??= new IntegratorLoss();
        loss.Validate();
        options ??= new TrainingOptions();
        options.ValidateForIntegrators();
        RequireRungeKutta(superstructure);
        TorchNative.EnsureLoaded(options.Log);
        return Run(family, superstructure, data, loss, options, progress, cancellation);
    }

    /// <summary>Trains an embedded row b̂ for a method, which then estimates its local error and can control its step size.</summary>
    /// <param name="integrator">The integrator; its stages and weights stay.</param>
    /// <param name="data">Instances: a column for each of the family's inputs, with step sizes of the range to be used.</param>
    /// <param name="estimate">What the estimate is to report; all defaults if null.</param>
    /// <param name="options">How to train; all defaults if null. Warm starts do not apply.</param>
    /// <param name="progress">Told after every iteration.</param>
    /// <param name="cancellation">Stops training within one iteration.</param>
    /// <returns>The integrator with the embedded row, and the report of this training.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Train"/>.</exception>
    /// <exception cref="TrainingFailedException">No row with a finite loss was found.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static IntegratorTrainingResult TrainErrorEstimate(
        R2N2Integrator integrator,
        IInstanceSource data,
        ErrorEstimateOptions? estimate = null,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(integrator);
        ArgumentNullException.ThrowIfNull(data);
        estimate ??= new ErrorEstimateOptions();
        estimate.Validate();
        options ??= new TrainingOptions();
        options.ValidateForIntegrators();
        if (options.WarmStarts.Count > 0)
        {
            throw new ArgumentException($"{nameof(TrainingOptions.WarmStarts)} are tables; an embedded row has none.", nameof(options));
        }

        TorchNative.EnsureLoaded(options.Log);
        return RunErrorEstimate(integrator, data, estimate, options, progress, cancellation);
    }

    private static void RequireRungeKutta(Superstructure superstructure)
    {
        if (superstructure.Generation != GenerationModule.Evaluations || RungeKuttaTable.Unknowns(superstructure) == 0)
        {
            throw new ArgumentException(
                $"The superstructure is {superstructure}; an integrator needs one made by {nameof(Superstructure)}."
                + $"{nameof(Superstructure.RungeKutta)} that leaves something to learn (a consistent method of 1 stage does not).",
                nameof(superstructure));
        }
    }

    // A method of its own: TorchSharp's types must not be touched before its natives are loaded.
    private static IntegratorTrainingResult Run(
        InitialValueFamily family,
        Superstructure superstructure,
        IInstanceSource data,
        IntegratorLoss loss,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        using IntegrationTask task = new(family, superstructure, loss);
        (double[] point, TrainingReport report) = TrainingRun.Execute(
            task, new LabelledSource(data, family, loss), options, progress, cancellation);
        R2N2Integrator integrator = new(family, new ButcherTableau(RungeKuttaTable.Complete(point, superstructure)))
        {
            TrainingLoss = report.Loss,
        };
        return new IntegratorTrainingResult(integrator, report);
    }

    private static IntegratorTrainingResult RunErrorEstimate(
        R2N2Integrator integrator,
        IInstanceSource data,
        ErrorEstimateOptions estimate,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        ButcherTableau method = integrator.Tableau;
        Coefficients coefficients = estimate.FirstSameAsLast && !method.IsFirstSameAsLast
            ? method.Coefficients.Grow()
            : method.Coefficients;
        using ErrorEstimateTask task = new(integrator.Family, coefficients, estimate);
        (double[] embedded, TrainingReport report) = TrainingRun.Execute(
            task, new LabelledSource(data, integrator.Family, estimate.OneStep), options, progress, cancellation);
        ButcherTableau pair = new(coefficients, embedded);
        double? exponent = EstimateExponent.Measure(integrator.WithTableau(pair), data);
        return new IntegratorTrainingResult(
            integrator.WithTableau(new ButcherTableau(coefficients, embedded) { EstimateExponent = exponent }), report);
    }
}
