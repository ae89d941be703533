namespace R2N2.Training;

/// <summary>
/// The best candidates of a search once more, from a start that is learned: from the solutions that the best of them finds from the
/// family's own. One that leads to other solutions than those is none.
/// </summary>
internal sealed class LearnedStarts
{
    private const int MostCandidates = 3;

    // What is not solved may be what a start would be needed for.
    private const double Enough = 0.9;

    // A higher degree, or a start at all, should bring solutions nearer by so much.
    private const double Nearer = 0.8;

    private readonly SearchJudge _judge;
    private readonly SolvedRows _known;

    private LearnedStarts(SearchJudge judge, SolvedRows known, IReadOnlyList<SearchCandidate> candidates) =>
        (_judge, _known, Candidates) = (judge, known, candidates);

    /// <summary>What is to be tried.</summary>
    public IReadOnlyList<SearchCandidate> Candidates { get; }

    /// <summary>Learns a start.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="data">The instances.</param>
    /// <param name="judge">Who tries candidates.</param>
    /// <param name="tried">The candidates, tried from the family's own start.</param>
    /// <returns>What is to be tried; null where there is nothing to learn a start from, or none that is nearer to the solutions.</returns>
    public static LearnedStarts? Of(EquationFamily family, SearchData data, SearchJudge judge, IReadOnlyList<SearchCandidate> tried)
    {
        if (SearchRanking.Best(tried) is not { Trial.SolvedShare: >= Enough } best)
        {
            return null;
        }

        CountedSolver solver = judge.Solver(best.Network!);
        var known = SolvedRows.Of(solver, data.HeldOut);
        return Learn(family, SolvedRows.Of(solver, data.Training), known) is { } start
            ? new LearnedStarts(judge, known, [.. Leading(tried).Select(candidate => Started(candidate, start))])
            : null;
    }

    /// <summary>Tries one.</summary>
    /// <param name="candidate">One of <see cref="Candidates"/>.</param>
    public SearchCandidate Try(SearchCandidate candidate)
    {
        CountedSolver solver = _judge.Solver(candidate.Network!);
        double apart = _known.ShareApart(SolvedRows.Of(solver, _known.Instances));
        return apart > SearchRanking.SolvedDifference
            ? candidate with { Network = null, PassedOver = $"it leads to other solutions in {Words.Percent(apart)} of the instances." }
            : candidate with { Trial = _judge.Try(candidate.Name, candidate.Network!, solver) };
    }

    // The degree that is worth it on instances that it was not fitted to.
    private static LearnedStart? Learn(EquationFamily family, SolvedRows training, SolvedRows known)
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

    private static SearchCandidate Started(SearchCandidate candidate, LearnedStart start) => candidate with
    {
        Name = $"{candidate.Name} from a learned start",
        Start = start,
        Network = candidate.Network!.WithInitialGuess(start.Guess),
        Trial = null,
    };

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
}
