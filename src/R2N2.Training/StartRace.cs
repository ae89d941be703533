using System.Diagnostics;

namespace R2N2.Training;

/// <summary>
/// Runs starts through the rungs of a race: all of them briefly on a sample, the better ones longer and on more
/// instances, and the best to its end on all instances (successive halving). The loop over iterations stands here only.
/// </summary>
internal sealed class StartRace
{
    // Starts that ended at the same loss, to this, have found the same optimum.
    private const double SameLoss = 1e-6;
    private const int Agreement = 3;

    private readonly TrainingOptions _options;
    private readonly Validation _validation;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<LossRecord> _history = [];

    public StartRace(
        TrainingOptions options, Validation validation, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        _options = options;
        _validation = validation;
        _progress = progress;
        _cancellation = cancellation;
    }

    /// <summary>The lowest loss after each iteration.</summary>
    public IReadOnlyList<LossRecord> History => _history;

    /// <summary>Why the last rung ended early, or <see cref="StopReason.None"/>.</summary>
    public StopReason Stop { get; private set; }

    /// <summary>Runs all rungs; the first of the result has the lowest loss.</summary>
    public IReadOnlyList<LeastSquaresStart> Run(IReadOnlyList<LeastSquaresStart> starts, IReadOnlyList<Rung> rungs)
    {
        IReadOnlyList<LeastSquaresStart> running = starts;
        foreach (Rung rung in rungs)
        {
            running = Cut(running, rung.Keep);
            if (Stop == StopReason.None)
            {
                Climb(rung, running, last: rung == rungs[^1]);
            }
        }

        return running;
    }

    private void Climb(Rung rung, IReadOnlyList<LeastSquaresStart> starts, bool last)
    {
        IStartOptimizer optimizer = _options.Optimizer.Over(rung.Problem, _options.Seed);
        optimizer.Begin(starts);
        foreach (LeastSquaresStart start in starts)
        {
            start.Instances = rung.Problem.Count;
        }

        Record(rung, starts, last);
        for (int i = 0; i < rung.Iterations && starts.Any(start => start.IsActive) && !Settled(starts, last); i++)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (_clock.Elapsed > _options.TimeLimit)
            {
                Stop = StopReason.TimeLimit;
                return;
            }

            optimizer.Step(starts);
            Record(rung, starts, last);
            if (last && _validation.IsExhausted)
            {
                Stop = StopReason.Validation;
                return;
            }
        }
    }

    // On the way, several starts that ended at one lowest loss are enough; the last rung runs to its end.
    private static bool Settled(IReadOnlyList<LeastSquaresStart> starts, bool last)
    {
        double lowest = starts.Min(start => start.Loss);
        return !last && starts.Count(start => start.HasConverged && start.Loss <= lowest * (1 + SameLoss)) >= Agreement;
    }

    private void Record(Rung rung, IReadOnlyList<LeastSquaresStart> starts, bool last)
    {
        LeastSquaresStart best = starts.MinBy(Rank)!;
        int active = starts.Count(start => start.IsActive);
        double? validation = last ? _validation.Observe(best) : null;
        _history.Add(new LossRecord(_history.Count, rung.Problem.Count, active, best.Loss, validation));
        _progress?.Report(new TrainingProgress(
            rung.Stage, _history.Count - 1, active, best.Loss, validation, best.Point, _clock.Elapsed));
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
}
