namespace R2N2.Training;

/// <summary>
/// Runs starts through the rungs of a race: all of them briefly on a sample, the better ones longer and on more
/// instances, and the best to its end on all instances (successive halving). The loop over iterations stands here only.
/// </summary>
/// <param name="field">The starts.</param>
/// <param name="problems">The losses.</param>
/// <param name="objective">Counts evaluations of f.</param>
/// <param name="validation">Watches the last rung.</param>
/// <param name="options">Levenberg-Marquardt's settings, and whether a complete run keeps its checkpoint.</param>
/// <param name="checkpoints">Where the state between iterations is kept; null for nowhere.</param>
/// <param name="progress">Told after every iteration.</param>
/// <param name="deadline">Ends the race within an iteration.</param>
internal sealed class StartRace(
    StartField field,
    TrainingProblems problems,
    Objective objective,
    Validation validation,
    TrainingOptions options,
    CheckpointFile? checkpoints,
    IProgress<TrainingProgress>? progress,
    Deadline deadline)
{
    // Starts that ended at the same loss, to this, have found the same optimum.
    private const double SameLoss = 1e-6;
    private const int Agreement = 3;

    private readonly List<LossRecord> _history = [];
    private IReadOnlyList<LeastSquaresStart> _running = [];
    private TimeSpan _earlier;

    /// <summary>The lowest loss after each iteration.</summary>
    public IReadOnlyList<LossRecord> History => _history;

    /// <summary>Whether time was up before the last rung was at its end.</summary>
    public bool IsOutOfTime { get; private set; }

    /// <summary>Wall time, including that of a run it goes on from.</summary>
    public TimeSpan Elapsed => _earlier + deadline.Elapsed;

    /// <summary>Runs all rungs, or as many as there is time for.</summary>
    /// <param name="rungs">The rungs.</param>
    /// <param name="resumed">The state of an unfinished run, if there is one.</param>
    public void Run(IReadOnlyList<Rung> rungs, TrainingCheckpoint? resumed)
    {
        int made = resumed is null ? -1 : Resume(resumed);
        try
        {
            for (int rung = resumed?.Rung ?? 0; rung < rungs.Count; rung++, made = -1)
            {
                Climb(rungs[rung], rung, made);
            }
        }
        catch (OperationCanceledException interruption)
        {
            checkpoints?.Write();
            IsOutOfTime = deadline.IsCauseOf(interruption);
            if (!IsOutOfTime)
            {
                throw;
            }

            return;
        }

        // A run that ran out of time can be taken up again; one that is complete need not be, unless a later phase may be.
        if (options.KeepCheckpoint)
        {
            checkpoints?.Write();
        }
        else
        {
            checkpoints?.Delete();
        }
    }

    private void Climb(Rung rung, int index, int made)
    {
        if (made < 0)
        {
            _running = field.Enter(rung);
            Record(rung, index, made = 0, _running);
        }

        LevenbergMarquardtSteps steps = new(rung.Problem(problems), options.Optimizer);
        try
        {
            while (made < rung.Iterations && _running.Any(start => start.IsActive) && !IsSettled(rung))
            {
                LeastSquaresStart[] active = [.. _running.Where(start => start.IsActive)];
                steps.Step(active);
                Thin(rung, ++made);
                Record(rung, index, made, active);
            }
        }
        finally
        {
            field.Rank(_running);
        }

        foreach (LeastSquaresStart start in _running.Where(start => rung.IsLast && start.IsActive))
        {
            start.Stop = StopReason.IterationLimit;
        }
    }

    // Where the whole field had to begin anew on this rung, more starts run on it at first than it keeps.
    private void Thin(Rung rung, int made)
    {
        if (made == Rung.ScoutingIterations && _running.Count > rung.Keep)
        {
            field.Rank(_running);
            foreach (LeastSquaresStart loser in _running.Except(field.Ranked.Take(rung.Keep)))
            {
                loser.Stop = StopReason.Outpaced;
            }

            _running = [.. field.Ranked.Take(rung.Keep)];
        }
    }

    // On the way, several starts that ended at one lowest loss are enough; on the last rung all run to their ends.
    private bool IsSettled(Rung rung)
    {
        double lowest = _running.Min(start => start.Loss);
        return !rung.IsLast
            && _running.Count(start => start.HasConverged && start.Loss <= lowest * (1 + SameLoss)) >= Agreement;
    }

    private void Record(Rung rung, int index, int made, IReadOnlyList<LeastSquaresStart> moved)
    {
        double? held = rung.IsLast ? validation.Observe(moved) : null;
        LeastSquaresStart best = _running.MinBy(start => start.Loss)!;
        int active = _running.Count(start => start.IsActive);
        _history.Add(new LossRecord(_history.Count, rung.Problem(problems).Count, active, best.Loss, held));
        checkpoints?.Keep(Snapshot(index, made));
        progress?.Report(new TrainingProgress(rung.Stage, _history.Count - 1, active, best.Loss, held, best.Point, Elapsed));
    }

    private TrainingCheckpoint Snapshot(int rung, int made) => new()
    {
        Rung = rung,
        RungIterations = made,
        Running = [.. _running.Select(start => start.Index)],
        Ranked = [.. field.Ranked.Select(start => start.Index)],
        Starts = [.. field.Starts.Select(start => start.Copy())],
        LeftOut = [.. problems.LeftOut],
        IsScreened = field.IsScreened,
        History = [.. _history],
        FunctionEvaluations = objective.FunctionEvaluations,
        Elapsed = Elapsed,
    };

    // Returns the iterations made on the rung.
    private int Resume(TrainingCheckpoint checkpoint)
    {
        field.Resume(checkpoint);
        _running = [.. checkpoint.Running.Select(index => field.Starts[index])];
        _history.AddRange(checkpoint.History);
        _earlier = checkpoint.Elapsed;
        objective.FunctionEvaluations = checkpoint.FunctionEvaluations;
        return checkpoint.RungIterations;
    }
}
