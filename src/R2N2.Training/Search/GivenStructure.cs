namespace R2N2.Training;

/// <summary>A solver whose structure was given, judged as a candidate of a search is: the only one.</summary>
internal static class GivenStructure
{
    // Beyond, Newton's method takes longer than training may have.
    private const int MostForBaselines = 256;

    /// <summary>Judges it on rows that it was trained on.</summary>
    /// <param name="given">The structure.</param>
    /// <param name="trained">The solver, and the report of its training.</param>
    /// <param name="data">The rows.</param>
    /// <param name="options">What it is judged by, and the seed that draws the rows.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static SearchResult Judge(
        Superstructure given, TrainingResult<R2N2Network> trained, IInstanceSource data, SearchOptions options, CancellationToken cancellation)
    {
        R2N2Network network = trained.Model;
        SearchCandidate candidate = new()
        {
            Name = new SearchEntry(given, IsTrained: true).Name,
            Superstructure = given,
            IsTrained = true,
            Training = trained.Report,
            Network = network,
        };
        if (!options.Export.HasTolerance)
        {
            return Result(
                candidate, [], 0, ["It is exported without a tolerance, so that the share of instances that it solves is not known."]);
        }

        EquationFamily family = options.Export.InitialGuess is { } guess ? network.Family.WithInitialGuess(guess) : network.Family;
        InstanceBatch rows = SearchData.Draw(family, data, options, cancellation).HeldOut;
        SearchJudge judge = new(family, rows, options.Export);
        SolverTrial trial = judge.Try(candidate.Name, ReferenceEquals(family, network.Family) ? network : network.WithFamily(family));
        candidate = candidate with { Trial = trial };
        IReadOnlyList<SolverTrial> baselines = family.StateSize <= MostForBaselines ? judge.Baselines() : [];
        SearchVerdict verdict = new(candidate, [candidate], baselines, null);
        return Result(candidate, baselines, rows.Count, [.. verdict.Sentences(), SearchVerdict.Conditions(rows.Count, options.Export), .. Advice(trial)]);
    }

    private static IEnumerable<string> Advice(SolverTrial trial) => trial.SolvedUnguarded >= SearchRanking.UnguardedEnough ? []
        : ["The structure was given: without one, fitting searches for a structure that suits f."];

    private static SearchResult Result(SearchCandidate candidate, IReadOnlyList<SolverTrial> baselines, int instances, string[] verdict)
    {
        TrainingReport training = candidate.Training!;
        return new SearchResult(candidate.Network!.WithVerdict(verdict), new SearchReport
        {
            Verdict = verdict,
            Winner = candidate,
            Candidates = [candidate],
            Baselines = baselines,
            HeldOutInstances = instances,
            TrainingInstances = training.Instances,
            SkippedInstances = training.SkippedInstances,
            IsOutOfTime = training.Stop == StopReason.TimeLimit,
            Elapsed = training.Elapsed,
        });
    }
}
