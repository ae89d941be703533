namespace R2N2.Training;

/// <summary>One stage of the race between starts.</summary>
/// <param name="Stage">What happens, in words for a person.</param>
/// <param name="Problem">The loss, over the instances of this stage.</param>
/// <param name="Keep">The number of starts that run on it.</param>
/// <param name="Iterations">The largest number of iterations of each.</param>
/// <param name="IsLast">Whether it is the last one: then starts run to their ends, watched on held-out instances.</param>
internal sealed record Rung(string Stage, Func<TrainingProblems, DataProblem> Problem, int Keep, int Iterations, bool IsLast)
{
    // How long starts run on a sample, and how long they run where those as drawn are too many for a rung.
    public const int ScoutingIterations = 25;
    private const int RunningIterations = 60;

    /// <summary>The rungs of a race.</summary>
    /// <param name="race">Whether starts race at all.</param>
    /// <param name="starts">Their number.</param>
    /// <param name="limit">The largest number of iterations on all instances.</param>
    public static IReadOnlyList<Rung> Of(bool race, int starts, int limit)
    {
        Rung Last(int keep) => new("Training on all instances", problems => problems.All, keep, limit, IsLast: true);
        if (!race || starts == 1)
        {
            return [Last(starts)];
        }

        int second = Math.Max(2, starts / 4);
        int third = Math.Max(2, starts / 16);
        int scouting = Math.Min(limit, ScoutingIterations);
        int running = Math.Min(limit, RunningIterations);
        return
        [
            new($"Racing {starts} starts on a sample", problems => problems.Sample, starts, scouting, IsLast: false),
            new($"Racing {second} starts on a sample", problems => problems.Sample, second, running, IsLast: false),
            new($"Racing {third} starts on more instances", problems => problems.LargeSample, third, running, IsLast: false),
            Last(1),
        ];
    }
}
