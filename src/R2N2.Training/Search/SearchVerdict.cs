using System.Globalization;

namespace R2N2.Training;

/// <summary>What the result of a search is worth, in sentences.</summary>
/// <param name="winner">The winner.</param>
/// <param name="candidates">All candidates.</param>
/// <param name="baselines">Classical solvers on the same instances.</param>
/// <param name="mean">The mean Jacobian, where there is one.</param>
internal sealed class SearchVerdict(
    SearchCandidate winner, IReadOnlyList<SearchCandidate> candidates, IReadOnlyList<SolverTrial> baselines, MeanJacobian? mean)
{
    // Beyond these, raw values of f lead nowhere.
    private const double BadScale = 10;
    private const double BadCondition = 100;

    private readonly SolverTrial _trial = winner.Trial!;
    private readonly bool _countsEvaluations = SearchRanking.IsFixedPoint(candidates);

    /// <summary>The sentences.</summary>
    public IEnumerable<string> Sentences()
    {
        if (_trial.SolvedShare is > 0 and < 1)
        {
            yield return $"{Words.Percent(_trial.SolvedShare)} of {_trial.Instances} instances are solved, the others are not.{OfPrecision()}";
        }

        yield return _trial.SolvedShare == 0 ? OfNone() : winner.IsTrained ? OfTrained() : OfClassical();
        if (winner.Start is { } start)
        {
            yield return OfStart(start);
        }

        if (_countsEvaluations)
        {
            yield return "Successive substitution leads towards solutions: of methods for such fixed-point problems one that needs no more evaluations of f than "
                + "Anderson's method with memory 2 was looked for, among those that take three quarters more operations than others at most.";
        }

        if (OfSafeguard() is { } safeguard)
        {
            yield return safeguard;
        }

        foreach (SolverTrial baseline in baselines)
        {
            yield return Against(baseline);
        }
    }

    /// <summary>What it was judged by, which the same solver need not be exported with.</summary>
    /// <param name="instances">The number of instances.</param>
    /// <param name="export">The tolerance and the safeguard.</param>
    public static string Conditions(int instances, SolverExportOptions export)
    {
        string[] tolerances =
        [
            .. export.AbsoluteTolerance is double absolute ? [$"a tolerance of {Words.Number(absolute)}"] : Array.Empty<string>(),
            .. export.RelativeTolerance is double relative ? [$"a relative tolerance of {Words.Number(relative)}"] : Array.Empty<string>(),
        ];
        return $"Judged on {instances} instances by {string.Join(" and ", tolerances)}, with{(export.Safeguard is null ? "out" : "")} the safeguard.";
    }

    private string OfNone() => $"No candidate solves any of {_trial.Instances} instances: {winner.Name} leaves the smallest residuals, "
        + $"in the middle {Words.Number(_trial.ResidualNorm)}. Check f, the initial guesses and the tolerance.{OfEnds()}{OfPrecision()}{Scale()}";

    // What most instances end with, and what helps then.
    private string OfEnds() => _trial.Ends.OrderByDescending(end => end.Value).Select(end => end.Key).FirstOrDefault() switch
    {
        SolveStatus.NotFinite =>
            " Most meet numbers that are not finite: start nearer to the solutions, or write f for unknowns that may have any value.",
        SolveStatus.Stalled => " Most stall where ‖f‖ falls no further: see whether they have solutions, and start nearer to them.",
        SolveStatus.IterationLimit =>
            " Most are on the way still at the limit of iterations: see whether they have solutions, and start nearer to them.",
        _ => "",
    };

    private string OfPrecision() => _trial.Ends.GetValueOrDefault(SolveStatus.PrecisionLimit) is not (> 0 and var share) ? ""
        : $" {Words.Percent(share)} end at the size of rounding errors: the tolerance is tighter than f can be computed there.";

    private string OfClassical()
    {
        SearchCandidate? learned = SearchRanking.Best(candidates.Where(candidate => candidate.IsTrained));
        string other = learned?.Trial is not { SolvedShare: > 0 } trial ? ""
            : trial.SolvedShare < _trial.SolvedShare - SearchRanking.SolvedDifference ? $" {Words.Sentence(learned.Name)} solves {Words.Percent(trial.SolvedShare)}."
            : $" {Words.Sentence(learned.Name)} takes {(_countsEvaluations ? $"{Words.Number(trial.Evaluations)} evaluations of f" : $"{Ratio(trial)} as many operations")}.";
        return $"{Words.Sentence(winner.Name)} wins: no learning needed{(winner.Start is null ? ", exported as such" : " but that of the start")}.{other}";
    }

    private string OfStart(LearnedStart start)
    {
        SolverTrial? own = candidates.FirstOrDefault(candidate =>
            candidate.Start is null && candidate.IsTrained == winner.IsTrained && candidate.Superstructure == winner.Superstructure)?.Trial;
        string iterations = own is null ? "" : $": {Words.Number(own.Iterations)} → {Words.Number(_trial.Iterations)} iterations";
        return $"It starts from {start.Describe(winner.Network!.Family.Parameters)}{iterations}.";
    }

    private string OfTrained()
    {
        SearchCandidate? classical = SearchRanking.Best(candidates.Where(candidate => !candidate.IsLearned));
        string name = Words.Sentence(winner.Name);
        return classical?.Trial is not { } trial
            ? $"{name}: {Words.Solved(_trial)}, {Words.Number(_trial.Iterations)} iterations and {Words.Number(_trial.Evaluations)} evaluations of f."
            : trial.SolvedShare < _trial.SolvedShare - SearchRanking.SolvedDifference
                ? $"{name} wins: it solves {Words.Percent(_trial.SolvedShare)} where {classical.Name}, the best without learning, solves {Words.Percent(trial.SolvedShare)}."
            : trial.SolvedUnguarded < _trial.SolvedUnguarded - SearchRanking.SolvedDifference && trial.Operations < _trial.Operations
                ? $"{name} wins: without the safeguard it solves {Words.Percent(_trial.SolvedUnguarded)} where {classical.Name}, the best without learning, solves "
                    + $"{Words.Percent(trial.SolvedUnguarded)}."
            : _countsEvaluations
                ? $"{name} wins: {Words.Number(_trial.Evaluations)} evaluations of f where {classical.Name}, the best without learning, takes "
                    + $"{Words.Number(trial.Evaluations)}."
            : $"{name} wins: {Ratio(trial)} fewer operations than {classical.Name}, the best without learning.";
    }

    private string? OfSafeguard() => (_trial.SolvedShare, _trial.SolvedUnguarded) switch
    {
        var (guarded, alone) when alone > guarded + SearchRanking.SolvedDifference =>
            $"The safeguard is in the way: {Words.Percent(guarded)} are solved with it and {Words.Percent(alone)} without. Export with Safeguard = null.",
        var (guarded, alone) when alone < guarded - SearchRanking.SolvedDifference =>
            $"{Words.Percent(alone)} solved without the safeguard, which does the rest{(alone < SearchRanking.UnguardedEnough ? ": the iteration alone does not lead to solutions." : ".")}"
            + (alone < SearchRanking.UnguardedEnough ? Scale() : ""),
        _ => null,
    };

    private string Against(SolverTrial baseline)
    {
        string instances = baseline.Instances == _trial.Instances ? "" : $" (the first {baseline.Instances} instances only)";
        string facts = $"{baseline.Method}{instances}: {Words.Percent(baseline.SolvedShare)} solved, {Words.Number(baseline.Iterations)} iterations and "
            + $"{Words.Number(baseline.Evaluations)} evaluations of f, where the winner takes {Words.Number(_trial.Iterations)} and {Words.Number(_trial.Evaluations)}";
        return baseline.SolvedShare > _trial.SolvedShare + SearchRanking.SolvedDifference
            ? $"{facts}, but solves {Words.Percent(_trial.SolvedShare)}."
            : $"{facts}.";
    }

    private string Scale() => mean is { } known && (known.Norm is > BadScale or < 1 / BadScale || known.Condition > BadCondition)
        ? $" f is badly scaled (‖J‖ = {Words.Number(known.Norm)}, condition {Words.Number(known.Condition)})."
        : "";

    private string Ratio(SolverTrial other) => string.Create(CultureInfo.InvariantCulture, $"{other.Operations!.Value / _trial.Operations!.Value:0.##}x");
}
