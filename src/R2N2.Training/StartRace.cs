using System.Diagnostics;

namespace R2N2.Training;

/// <summary>
/// Runs starts through the rungs of a race: all of them briefly on a sample, the better ones longer and on more
/// instances, and the best to its end on all instances (successive halving). The loop over iterations stands here only.
/// </summary>
/// <param name="options">Levenberg-Marquardt's settings, time limit.</param>
/// <param name="objective">Counts evaluations of f.</param>
/// <param name="validation">Watches the last rung.</param>
/// <param name="checkpoints">Where the state between iterations is kept; null for nowhere.</param>
/// <param name="progress">Told after every iteration.</param>
/// <param name="cancellation">Ends the race within one iteration.</param>
internal sealed class StartRace(
    TrainingOptions options,
    Objective objective,
    Validation validation,
    CheckpointFile? checkpoints,
    IProgress<TrainingProgress>? progress,
    CancellationToken cancellation)
{
    // Starts that ended at the same loss, to this, have found the same optimum.
    private const double SameLoss = 1e-6;
    private const int Agreement = 3;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<LossRecord> _history = [];
    private TimeSpan _earlier;

    /// <summary>The lowest loss after each iteration.</summary>
    public IReadOnlyList<LossRecord> History => _history;

    /// <summary>Why the last rung ended early, or <see cref="StopReason.None"/>.</summary>
    public StopReason Stop { get; private set; }

    /// <summary>Wall time, including that of a run it goes on from.</summary>
    public TimeSpan Elapsed => _earlier + _clock.Elapsed;

    /// <summary>Runs all rungs; the first of the result has the lowest loss.</summary>
    public IReadOnlyList<LeastSquaresStart> Run(IReadOnlyList<LeastSquaresStart> starts, IReadOnlyList<Rung> rungs)
    {
        TrainingCheckpoint? resumed = checkpoints?.Read();
        IReadOnlyList<LeastSquaresStart> running = resumed is null ? starts : Resume(resumed, starts);
        for (int rung = resumed?.Rung ?? 0; rung < rungs.Count && Stop == StopReason.None; rung++)
        {
            int made = resumed?.Rung == rung ? resumed.RungIterations : -1;
            running = made >= 0 ? running : Cut(running, rungs[rung].Keep);
            Position position = new(rung, rungs[rung], starts, running, Last: rung == rungs.Count - 1);
            try
            {
                Climb(position, made);
            }
            catch (OperationCanceledException)
            {
                checkpoints?.Write();
                throw;
            }
        }

        Finish();
        return Cut(running, running.Count);
    }

    // A run that ran out of time can be taken up again; one that is complete cannot.
    private void Finish()
    {
        if (Stop == StopReason.TimeLimit)
        {
            checkpoints?.Write();
        }
        else
        {
            checkpoints?.Delete();
        }
    }

    private void Climb(Position at, int made)
    {
        LevenbergMarquardtSteps steps = new(at.Rung.Problem, options.Optimizer);
        if (made < 0)
        {
            steps.Begin(at.Running);
            foreach (LeastSquaresStart start in at.Running)
            {
                start.Instances = at.Rung.Problem.Count;
            }

            made = 0;
            Record(at, made);
        }

        while (made < at.Rung.Iterations && at.Running.Any(start => start.IsActive) && !IsSettled(at))
        {
            cancellation.ThrowIfCancellationRequested();
            if (_clock.Elapsed > options.TimeLimit)
            {
                Stop = StopReason.TimeLimit;
                return;
            }

            steps.Step(at.Running);
            Record(at, ++made);
            if (at.Last && validation.IsExhausted)
            {
                Stop = StopReason.Validation;
                return;
            }
        }
    }

    // On the way, several starts that ended at one lowest loss are enough; the last rung runs to its end.
    private static bool IsSettled(Position at)
    {
        double lowest = at.Running.Min(start => start.Loss);
        return !at.Last
            && at.Running.Count(start => start.HasConverged && start.Loss <= lowest * (1 + SameLoss)) >= Agreement;
    }

    private void Record(Position at, int made)
    {
        LeastSquaresStart best = at.Running.MinBy(Rank)!;
        int active = at.Running.Count(start => start.IsActive);
        double? held = at.Last ? validation.Observe(best) : null;
        _history.Add(new LossRecord(_history.Count, at.Rung.Problem.Count, active, best.Loss, held));
        checkpoints?.Keep(Snapshot(at, made, checkpoints.Fingerprint));
        progress?.Report(new TrainingProgress(
            at.Rung.Stage, _history.Count - 1, active, best.Loss, held, best.Point, Elapsed));
    }

    private TrainingCheckpoint Snapshot(Position at, int made, string fingerprint) => new()
    {
        Fingerprint = fingerprint,
        Rung = at.Index,
        RungIterations = made,
        Running = [.. at.Running.Select(start => start.Index)],
        Starts = [.. at.All.Select(StartState.Of)],
        History = [.. _history],
        ValidationLoss = validation.BestLoss,
        ValidationPoint = validation.BestPoint,
        SinceBestValidation = validation.SinceBest,
        FunctionEvaluations = objective.FunctionEvaluations,
        Elapsed = Elapsed,
    };

    private LeastSquaresStart[] Resume(TrainingCheckpoint checkpoint, IReadOnlyList<LeastSquaresStart> starts)
    {
        foreach (StartState state in checkpoint.Starts)
        {
            state.CopyTo(starts[state.Index]);
        }

        _history.AddRange(checkpoint.History);
        _earlier = checkpoint.Elapsed;
        objective.FunctionEvaluations = checkpoint.FunctionEvaluations;
        validation.Resume(checkpoint.ValidationLoss, checkpoint.ValidationPoint, checkpoint.SinceBestValidation);
        return [.. checkpoint.Running.Select(index => starts[index])];
    }

    // The starts that go on, best first; the others are told that they do not.
    private static LeastSquaresStart[] Cut(IReadOnlyList<LeastSquaresStart> starts, int keep)
    {
        LeastSquaresStart[] ranked = [.. starts.Where(start => start.Stop != StopReason.NotFinite).OrderBy(Rank)];
        foreach (LeastSquaresStart loser in ranked.Skip(keep))
        {
            loser.Stop = StopReason.Outpaced;
        }

        return ranked[..Math.Min(keep, ranked.Length)];
    }

    private static double Rank(LeastSquaresStart start) => double.IsNaN(start.Loss) ? double.PositiveInfinity : start.Loss;

    private sealed record Position(
        int Index, Rung Rung, IReadOnlyList<LeastSquaresStart> All, IReadOnlyList<LeastSquaresStart> Running, bool Last);
}
