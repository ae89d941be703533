using R2N2.Training.Native;
using TorchSharp;

namespace R2N2.Training;

/// <summary>Trains R2N2 networks: finds the coefficients of a superstructure for a family of problems, from instances of it.</summary>
public static class Trainer
{
    // How long the rungs of a race are.
    private const int ScoutingIterations = 25;
    private const int RunningIterations = 60;

    // Without a finite start, the spread shrinks by this factor; at zero, no iterate leaves its initial guess.
    private const double Shrink = 0.1;
    private const int Shrinkings = 8;

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
        using DisposeScope scope = torch.NewDisposeScope();
        BlockLayout layout = new(family, options.LabelColumn, options.LabelScaleColumn, torch.CPU);
        using TrainingData data = TrainingData.Open(source, layout, options, cancellation);
        using EquationObjective objective = new(family, superstructure, options.EffectiveWeights, torch.CPU);
        using TrainingProblems problems = new(data, layout, objective, options, cancellation);

        double norm = OperatorNorm.Estimate(family, problems.SampleBlock, options.Seed);
        List<LeastSquaresStart> starts = FiniteStarts(superstructure, problems, options, norm, family);
        Validation validation = new(problems.Validation, options.ValidationPatience);
        CheckpointFile? checkpoints = options.CheckpointPath is null ? null : new CheckpointFile(
            options.CheckpointPath,
            options.CheckpointInterval,
            RunFingerprint.Of(family, superstructure, options, data, problems.Sample.Loss([.. starts.Select(start => start.Point)])));
        StartRace race = new(options, objective, validation, checkpoints, progress, cancellation);
        IReadOnlyList<LeastSquaresStart> ranked = race.Run(starts, Rungs(problems, options, starts.Count));
        LeastSquaresStart winner = ranked.Count > 0 ? ranked[0] : throw Failure(family, problems, norm, options);

        double[] point = validation.BestPoint ?? winner.Point;
        double loss = problems.All.Loss([point])[0];
        StopReason stop = race.Stop != StopReason.None ? race.Stop
            : winner.Stop != StopReason.None ? winner.Stop
            : StopReason.IterationLimit;
        TrainingReport report = new()
        {
            Loss = loss,
            ValidationLoss = validation.BestLoss,
            Winner = winner.Index,
            Stop = stop,
            History = race.History,
            Starts = [.. starts.OrderBy(start => start.Index).Select(start => Outcome(start, stop))],
            Instances = data.Count,
            ValidationInstances = data.ValidationCount,
            SkippedInstances = data.SkippedCount,
            FunctionEvaluations = objective.FunctionEvaluations,
            OperatorNorm = norm,
            Elapsed = race.Elapsed,
        };
        R2N2Network network = new(family, superstructure, new Coefficients(point))
        {
            OuterIterations = options.OuterIterations,
            TrainingLoss = loss,
        };
        return new TrainingResult(network, report);
    }

    private static List<LeastSquaresStart> FiniteStarts(
        Superstructure superstructure, TrainingProblems problems, TrainingOptions options, double norm, EquationFamily family)
    {
        double spread = options.StartSpread;
        for (int attempt = 0; attempt <= Shrinkings; attempt++)
        {
            List<LeastSquaresStart> starts = StartTables.Draw(superstructure, options with { StartSpread = spread }, norm);
            double[] losses = problems.Sample.Loss([.. starts.Select(start => start.Point)]);
            if (losses.Any(double.IsFinite))
            {
                return starts;
            }

            spread *= Shrink;
        }

        throw Failure(family, problems, norm, options);
    }

    private static TrainingFailedException Failure(
        EquationFamily family, TrainingProblems problems, double norm, TrainingOptions options) =>
        new(Diagnosis.Describe(family, problems.All.Blocks, norm, options.Starts + options.WarmStarts.Count));

    private static List<Rung> Rungs(TrainingProblems problems, TrainingOptions options, int starts)
    {
        int limit = options.Optimizer.IterationLimit;
        Rung final = new("Training on all instances", problems.All, options.Race ? 1 : starts, limit);
        if (!options.Race || starts == 1)
        {
            return [final];
        }

        int second = Math.Max(2, starts / 4);
        int third = Math.Max(2, starts / 16);
        return
        [
            new Rung($"Racing {starts} starts on a sample", problems.Sample, starts, Math.Min(limit, ScoutingIterations)),
            new Rung($"Racing {second} starts on a sample", problems.Sample, second, Math.Min(limit, RunningIterations)),
            new Rung($"Racing {third} starts on more instances", problems.LargeSample, third, Math.Min(limit, RunningIterations)),
            final,
        ];
    }

    private static StartOutcome Outcome(LeastSquaresStart start, StopReason run) => new(
        start.Index,
        start.Iterations,
        start.Loss,
        start.Instances,
        start.Stop == StopReason.None ? run : start.Stop,
        start.Point);
}
