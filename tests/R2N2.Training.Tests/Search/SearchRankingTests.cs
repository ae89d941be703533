namespace R2N2.Training.Tests;

public sealed class SearchRankingTests
{
    [Fact]
    public void Best_SomeHardlyNeedTheSafeguard_IsOneOfThem() =>
        Assert.Equal("alone", Best(("guarded", 0.9, 1000), ("alone", 0.998, 2000), ("other", 1, 3000)));

    [Fact]
    public void Best_AllNeedTheSafeguard_IsTheOneWithTheFewestOperations() =>
        Assert.Equal("cheap", Best(("dear", 0.63, 2000), ("cheap", 0.6, 1000)));

    [Theory]
    [InlineData(10, 1000, 7, 1600, "few")]
    [InlineData(10, 1000, 7, 1900, "cheap")]
    [InlineData(7, 1000, 6, 1600, "cheap")]
    public void Best_FixedPointProblem_NeedsNoMoreEvaluationsThanAndersonWhereThatIsNotMuchDearer(
        double evaluations, double operations, double fewer, double dearer, string expected)
    {
        SearchCandidate Candidate(string name, Superstructure structure, double evaluations, double operations, double? contracting = null)
        {
            SearchCandidate candidate = SearchVerdictTests.Candidate(name, isTrained: false, solved: 1, unguarded: 1, operations);
            return candidate with { Superstructure = structure, Trial = candidate.Trial! with { Evaluations = evaluations, EvaluationsUnguarded = evaluations, Contracting = contracting } };
        }

        Assert.Equal(expected, SearchRanking.Best(
        [
            Candidate("cheap", Superstructure.Krylov(3), evaluations, operations),
            Candidate("few", Superstructure.Krylov(4), fewer, dearer),
            Candidate("Anderson's method", Superstructure.Anderson(2), 8, 2000),
            Candidate("successive substitution", Superstructure.Krylov(1), 100, 5000, contracting: 1),
        ])!.Name);
    }

    private static string Best(params (string Name, double Unguarded, double Operations)[] candidates) => SearchRanking.Best(candidates.Select(
        candidate => SearchVerdictTests.Candidate(candidate.Name, isTrained: false, solved: 1, candidate.Unguarded, candidate.Operations)))!.Name;
}
