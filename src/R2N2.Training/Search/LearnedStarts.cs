namespace R2N2.Training;

/// <summary>
/// The best candidates of a search once more, from a start that is learned: from the solutions that the best of them finds from the
/// family's own. One that leads to other solutions than those is none.
/// </summary>
/// <param name="family">The problem.</param>
/// <param name="data">The instances.</param>
/// <param name="judge">Who tries them.</param>
internal sealed class LearnedStarts(EquationFamily family, SearchData data, SearchJudge judge)
{
    private const int MostCandidates = 3;

    // What is not solved may be what a start would be needed for.
    private const double Enough = 0.9;

    // A higher degree, or a start at all, should bring solutions nearer by so much.
    private const double Nearer = 0.8;

    /// <summary>Tries them.</summary>
    /// <param name="tried">The candidates, tried from the family's own start.</param>
    /// <returns>The candidates from the learned start; none where there is nothing to learn it from.</returns>
    public IReadOnlyList<SearchCandidate> Of(IReadOnlyList<SearchCandidate> tried)
    {
        if (SearchRanking.Best(tried) is not { Trial.SolvedShare: >= Enough } best)
        {
            return [];
        }

        CountedSolver solver = judge.Solver(best.Network!);
        var known = SolvedRows.Of(solver, data.HeldOut);
        return Learn(SolvedRows.Of(solver, data.Training), known) is { } start
            ? [.. Leading(tried).Select(candidate => Try(candidate, start, known))]
            : [];
    }

    // The degree that is worth it on instances that it was not fitted to.
    private LearnedStart? Learn(SolvedRows training, SolvedRows known)
    {
        LearnedStart? best = null;
        double distance = known.DistanceFromStart(family);
        for (int degree = 1; degree <= ParameterPolynomials.MostDegree && LearnedStart.Flaw(family, training, degree) is null; degree++)
        {
            var start = LearnedStart.Fit(family, training, degree);
            double left = known.DistanceFromStart(family.WithInitialGuess(start.Guess));
            if (start.Monomials != best?.Monomials && left < Nearer * distance)
            {
                (best, distance) = (start, left);
            }
        }

        return best;
    }

    private static List<SearchCandidate> Leading(IReadOnlyList<SearchCandidate> tried)
    {
        List<SearchCandidate> rest = [.. tried];
        List<SearchCandidate> leading = [];
        while (leading.Count < MostCandidates && SearchRanking.Best(rest) is { } next)
        {
            leading.Add(next);
            rest.Remove(next);
        }

        return leading;
    }

    private SearchCandidate Try(SearchCandidate candidate, LearnedStart start, SolvedRows known)
    {
        R2N2Network network = candidate.Network!.WithInitialGuess(start.Guess);
        CountedSolver solver = judge.Solver(network);
        SearchCandidate started = candidate with { Name = $"{candidate.Name} from a learned start", Start = start, Network = network };
        double apart = known.ShareApart(SolvedRows.Of(solver, data.HeldOut));
        return apart > SearchRanking.SolvedDifference
            ? started with { Trial = null, Network = null, PassedOver = $"it leads to other solutions in {Words.Percent(apart)} of the instances." }
            : started with { Trial = judge.Try(started.Name, network, solver) };
    }
}
