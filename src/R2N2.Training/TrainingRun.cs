using System.Globalization;
using TorchSharp;

namespace R2N2.Training;

/// <summary>A training run, whatever is trained: data, race of the starts, validation, checkpoints, report.</summary>
internal static class TrainingRun
{
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
        using Deadline deadline = new(options.TimeLimit, options.Time, cancellation);
        CheckpointFile? checkpoints = options.CheckpointPath is null
            ? null
            : new CheckpointFile(options.CheckpointPath + task.CheckpointSuffix, options.CheckpointInterval);
        try
        {
            IInstanceSource complete = task.Source(source, options.MemoryBudget, () => deadline.Token);
            using TrainingData data = TrainingData.Open(complete, task.Layout, task.Objective.PartSize, options, deadline.Token);
            using TrainingProblems problems = new(data, task.Layout, task.Objective, options, deadline.Token);
            return Race(task, data, problems, options, checkpoints, progress, deadline);
        }
        catch (OperationCanceledException interruption) when (deadline.IsCauseOf(interruption))
        {
            throw OutOfTime(options, checkpoints);
        }
    }

    private static (double[] Point, TrainingReport Report) Race(
        TrainingTask task,
        TrainingData data,
        TrainingProblems problems,
        TrainingOptions options,
        CheckpointFile? checkpoints,
        IProgress<TrainingProgress>? progress,
        Deadline deadline)
    {
        string[] skipped = [.. data.Skipped.Describe()];
        Array.ForEach(skipped, sentence => options.Log?.Invoke(sentence));
        task.Check(problems.SampleBlock);
        double norm = task.Norm(problems.SampleBlock, options.EffectiveSeed);
        LogScale(norm, options);
        Validation validation = new(problems, options.ValidationPatience);
        StartField field = new(task, problems, validation, options, norm);
        field.Draw();
        IReadOnlyList<Rung> rungs = Rung.Of(options.Race, field.Starts.Count, options.Optimizer.IterationLimit);
        TrainingCheckpoint? resumed = checkpoints?.Resume(
            RunFingerprint.Of(task, options, data, field.Probe()), rungs.Count, task.Objective.Unknowns, problems.AreInUse, options.Log);

        StartRace race = new(field, problems, task.Objective, validation, options, checkpoints, progress, deadline);
        race.Run(rungs, resumed);

        // What is returned is looked at even when time is up; labels are needed for that, too.
        deadline.Lift();
        DataProblem all = problems.All.With(deadline.Caller);
        LeastSquaresStart winner = Winner(field, all) ?? throw (race.IsOutOfTime ? OutOfTime(options, checkpoints) : field.Failure());
        LossParts[] parts = LossParts.Of(all, task.Nothing is double[] nothing ? [winner.BestPoint, nothing] : [winner.BestPoint]);
        DataProblem? heldOut = problems.Validation?.With(deadline.Caller);
        double? validationLoss = heldOut?.Loss([winner.BestPoint])[0];
        List<string> warnings =
        [
            .. data.Skipped.Describe(),
            .. TrainingWarnings.Of(parts[0], parts.ElementAtOrDefault(1), data.Count),
            .. validationLoss is double held && !double.IsFinite(held) ? [TrainingWarnings.OfDivergence(heldOut!, winner.BestPoint)] : (string[])[],
        ];
        warnings.Except(skipped).ToList().ForEach(warning => options.Log?.Invoke(warning));
        TrainingReport report = new()
        {
            Loss = parts[0].Loss,
            ValidationLoss = validationLoss,
            Winner = winner.Index,
            Stop = race.IsOutOfTime ? StopReason.TimeLimit : winner.Stop,
            History = race.History,
            Starts = [.. field.Starts.Select(Outcome)],
            Instances = data.Count,
            ValidationInstances = data.ValidationCount,
            SkippedInstances = data.Skipped.Count,
            OutlierRows = problems.LeftOut,
            Warnings = warnings,
            FunctionEvaluations = task.Objective.FunctionEvaluations,
            OperatorNorm = norm,
            Labels = task.Labels,
            LabelError = task.LabelError,
            Elapsed = race.Elapsed,
        };
        return (winner.BestPoint, report);
    }

    // The best start whose loss is finite on all instances: the first, unless time was up before the last rung.
    private static LeastSquaresStart? Winner(StartField field, DataProblem all)
    {
        LeastSquaresStart[] candidates = [.. field.Ranked.Where(start => double.IsFinite(start.Loss))];
        foreach (LeastSquaresStart[] group in new[] { candidates[..Math.Min(1, candidates.Length)], [.. candidates.Skip(1)] })
        {
            double[] losses = group.Length == 0 ? [] : all.Loss([.. group.Select(start => start.BestPoint)]);
            int first = Array.FindIndex(losses, double.IsFinite);
            if (first >= 0)
            {
                return group[first];
            }
        }

        return null;
    }

    private static TrainingFailedException OutOfTime(TrainingOptions options, CheckpointFile? checkpoints) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The time limit of {options.TimeLimit?.TotalSeconds:G3} s was reached before there were coefficients with a finite loss on all "
        + $"instances. {(checkpoints is null ? string.Empty : checkpoints.Legacy + " ")}Allow more time, or train on fewer instances."));

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

    private static StartOutcome Outcome(LeastSquaresStart start) => new(
        start.Index,
        start.Iterations,
        start.Loss,
        start.Instances,
        start.Stop == StopReason.None ? StopReason.TimeLimit : start.Stop,
        start.Point);
}
