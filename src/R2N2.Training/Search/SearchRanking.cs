namespace R2N2.Training;

/// <summary>Which of the candidates is the best.</summary>
internal static class SearchRanking
{
    /// <summary>Shares of solved instances that differ by less are equal.</summary>
    public const double SolvedDifference = 0.0005;

    /// <summary>
    /// The share that a solver should solve without the safeguard. Where none does, all need it, and how often is of no use to know.
    /// </summary>
    public const double UnguardedEnough = 0.99;

    // The same of shares that are solved without the safeguard.
    private const double UnguardedDifference = 0.003;

    // What is learned has to be worth it.
    private const double LearnedDifference = 1.01;

    // Of a fixed-point problem, so many times the fewest operations are well spent on fewer evaluations, which are to be fewer on other
    // instances too.
    private const double EvaluationsWorth = 1.75;
    private const double EvaluationsDifference = 0.98;

    // The share of instances of a fixed-point problem that successive substitution leads on.
    private const double ContractingEnough = 0.9;

    private static readonly Superstructure _anderson = Superstructure.Anderson(2);

    /// <summary>
    /// Of those that solve the most instances those that need the safeguard the least, where there are some that hardly do, and of these the one with the fewest operations;
    /// where none solves any, the one that leaves the smallest residuals. The first of equal ones, and what needs no training of those
    /// that take a hundredth more at most. For fixed-point problems it is one that needs no more evaluations of f than Anderson's method with memory 2,
    /// where there is one for three quarters more operations at most.
    /// </summary>
    /// <param name="candidates">Candidates.</param>
    /// <returns>The best; null where none was tried.</returns>
    public static SearchCandidate? Best(IEnumerable<SearchCandidate> candidates)
    {
        SearchCandidate[] tried = [.. candidates.Where(candidate => candidate.Trial is not null)];
        if (tried.Length == 0)
        {
            return null;
        }

        double solved = tried.Max(candidate => candidate.Trial!.SolvedShare);
        SearchCandidate[] solving = [.. tried.Where(candidate => candidate.Trial!.SolvedShare >= solved - SolvedDifference)];
        double alone = solving.Max(candidate => candidate.Trial!.SolvedUnguarded);
        SearchCandidate[] reliable = alone < UnguardedEnough
            ? solving
            : [.. solving.Where(candidate => candidate.Trial!.SolvedUnguarded >= alone - UnguardedDifference)];
        if (solved == 0)
        {
            return reliable.MinBy(candidate => Finite(candidate.Trial!.ResidualNorm));
        }

        double Operations(SearchCandidate candidate) => Worth(candidate, candidate.Trial!.Operations!.Value);

        if (IsFixedPoint(tried) && tried.FirstOrDefault(candidate => candidate.Superstructure == _anderson && IsComplete(candidate.Trial!)) is { } anderson)
        {
            double bound = EvaluationsWorth * reliable.Min(Operations), most = EvaluationsDifference * anderson.Trial!.EvaluationsUnguarded!.Value;
            SearchCandidate[] few =
                [.. reliable.Where(candidate => Operations(candidate) <= bound && candidate.Trial!.Evaluations <= most)];
            reliable = few.Length > 0 ? few : reliable;
        }

        return reliable.MinBy(Operations);
    }

    /// <summary>Whether f is one of a fixed-point problem: successive substitution leads towards solutions, however slowly.</summary>
    /// <param name="candidates">Candidates.</param>
    public static bool IsFixedPoint(IEnumerable<SearchCandidate> candidates) => candidates.Any(candidate =>
        !candidate.IsTrained && candidate.Superstructure == Superstructure.Krylov(1) && candidate.Trial?.Contracting >= ContractingEnough);

    /// <summary>Whether no other can beat it but by fewer operations.</summary>
    public static bool IsComplete(SolverTrial trial) =>
        trial.SolvedShare >= 1 - SolvedDifference && trial.SolvedUnguarded >= 1 - UnguardedDifference;

    /// <summary>Whether one solves more than another, or as much with fewer operations.</summary>
    public static bool IsBetter(SolverTrial trial, SolverTrial other) => Math.Abs(trial.SolvedShare - other.SolvedShare) > SolvedDifference
        ? trial.SolvedShare > other.SolvedShare
        : trial.Operations < other.Operations;

    private static double Worth(SearchCandidate candidate, double cost) => cost * (candidate.IsLearned ? LearnedDifference : 1);

    private static double Finite(double norm) => double.IsFinite(norm) ? norm : double.PositiveInfinity;
}
