using R2N2.Training.Native;

namespace R2N2.Training;

/// <summary>Trains R2N2 networks: finds the coefficients of a superstructure for a family of problems, from instances of it.</summary>
public static class Trainer
{
    /// <summary>Trains a network.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The structure of an outer iteration.</param>
    /// <param name="data">Instances: a column for each of the family's inputs, and labels where the options name them.</param>
    /// <param name="options">How to train; all defaults if null.</param>
    /// <param name="progress">Told after every iteration.</param>
    /// <param name="cancellation">Stops training within one iteration.</param>
    /// <returns>The network with the lowest loss found, and a report.</returns>
    /// <exception cref="ArgumentException">An option is out of range, a column is missing or has another length, or there are no instances.</exception>
    /// <exception cref="InvalidDataException">The checkpoint file is damaged, or belongs to another run.</exception>
    /// <exception cref="TrainingFailedException">No coefficients with a finite loss were found.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static TrainingResult Train(
        EquationFamily family,
        Superstructure superstructure,
        IInstanceSource data,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(superstructure);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new TrainingOptions();
        options.Validate();
        TorchNative.EnsureLoaded(options.Log);
        return Run(family, superstructure, data, options, progress, cancellation);
    }

    // A method of its own: TorchSharp's types must not be touched before its natives are loaded.
    private static TrainingResult Run(
        EquationFamily family,
        Superstructure superstructure,
        IInstanceSource source,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        using EquationTask task = new(family, superstructure, options);
        (double[] point, TrainingReport report) = TrainingRun.Execute(task, source, options, progress, cancellation);
        R2N2Network network = new(family, superstructure, new Coefficients(point))
        {
            OuterIterations = options.OuterIterations,
            TrainingLoss = report.Loss,
        };
        return new TrainingResult(network, report);
    }
}
