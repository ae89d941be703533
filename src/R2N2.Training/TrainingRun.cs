using System.Globalization;
using TorchSharp;

namespace R2N2.Training;

/// <summary>A training run, whatever is trained: data, race of the starts, validation, checkpoints, report.</summary>
internal static class TrainingRun
{
    // How long the rungs of a race are.
    private const int ScoutingIterations = 25;
    private const int RunningIterations = 60;

    // Without a finite start, the spread shrinks by this factor; at zero, no iterate leaves its initial guess.
    private const double Shrink = 0.1;
    private const int Shrinkings = 8;

    // Beyond this, or its reciprocal, f's scale is worth a word.
    private const double BadScale = 100;

    /// <summary>Runs it.</summary>
    /// <returns>The point with the lowest loss found, and the report.</returns>
    public static (double[] Point, TrainingReport Report) Execute(
        TrainingTask task,
        IInstanceSource source,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using TrainingData data = TrainingData.Open(task.Source(source, options.MemoryBudget, cancellation), task.Layout, options, cancellation);
        using TrainingProblems problems = new(data, task.Layout, task.Objective, options, cancellation);

        foreach (string sentence in data.Skipped.Describe())
        {
            options.Log?.Invoke(sentence);
        }

        task.Check(problems.SampleBlock);
        double norm = task.Norm(problems.SampleBlock, options.EffectiveSeed);
        LogScale(norm, options);
        List<LeastSquaresStart> starts = FiniteStarts(task, problems, options, norm);
        Validation validation = new(problems.Validation, options.ValidationPatience);
        CheckpointFile? checkpoints = options.CheckpointPath is null ? null : new CheckpointFile(
            options.CheckpointPath,
            options.CheckpointInterval,
            RunFingerprint.Of(task, options, data, problems.Sample.Loss([.. starts.Select(start => start.Point)])));
        StartRace race = new(options, task.Objective, validation, checkpoints, progress, cancellation);
        IReadOnlyList<LeastSquaresStart> ranked = race.Run(starts, Rungs(problems, options, starts.Count));
        LeastSquaresStart winner = ranked.Count > 0 ? ranked[0] : throw Failure(task, problems, norm, options);

        double[] point = validation.BestPoint ?? winner.Point;
        StopReason stop = race.Stop != StopReason.None ? race.Stop
            : winner.Stop != StopReason.None ? winner.Stop
            : StopReason.IterationLimit;
        TrainingReport report = new()
        {
            Loss = problems.All.Loss([point])[0],
            ValidationLoss = validation.BestLoss,
            Winner = winner.Index,
            Stop = stop,
            History = race.History,
            Starts = [.. starts.OrderBy(start => start.Index).Select(start => Outcome(start, stop))],
            Instances = data.Count,
            ValidationInstances = data.ValidationCount,
            SkippedInstances = data.Skipped.Count,
            FunctionEvaluations = task.Objective.FunctionEvaluations,
            OperatorNorm = norm,
            Labels = task.Labels,
            LabelError = task.LabelError,
            Elapsed = race.Elapsed,
        };
        return (point, report);
    }

    private static void LogScale(double norm, TrainingOptions options)
    {
        if (norm is > BadScale or < 1 / BadScale)
        {
            options.Log?.Invoke(string.Create(CultureInfo.InvariantCulture, $"f is badly scaled: it stretches directions by up to {norm:G3}. ")
                + (options.Normalise
                    ? "Starts are drawn in units of its reciprocal."
                    : "Scale f or x so that this is near 1, or let Normalise be true."));
        }
    }

    private static List<LeastSquaresStart> FiniteStarts(
        TrainingTask task, TrainingProblems problems, TrainingOptions options, double norm)
    {
        double spread = options.StartSpread;
        for (int attempt = 0; attempt <= Shrinkings; attempt++)
        {
            List<LeastSquaresStart> starts = task.Draw(options with { StartSpread = spread }, options.Normalise ? norm : 1);
            double[] losses = problems.Sample.Loss([.. starts.Select(start => start.Point)]);
            if (losses.Any(double.IsFinite))
            {
                return starts;
            }

            spread *= Shrink;
        }

        throw Failure(task, problems, norm, options);
    }

    private static TrainingFailedException Failure(
        TrainingTask task, TrainingProblems problems, double norm, TrainingOptions options) =>
        new(task.Diagnose(problems.All.Blocks, norm, options.Starts + options.WarmStarts.Count));

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
