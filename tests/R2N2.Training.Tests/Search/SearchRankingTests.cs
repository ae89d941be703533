namespace R2N2.Training.Tests;

public sealed class SearchRankingTests
{
    [Fact]
    public void Best_SomeHardlyNeedTheSafeguard_IsOneOfThem() =>
        Assert.Equal("alone", Best(("guarded", 0.9, 1000), ("alone", 0.998, 2000), ("other", 1, 3000)));

    [Fact]
    public void Best_AllNeedTheSafeguard_IsTheOneWithTheFewestOperations() =>
        Assert.Equal("cheap", Best(("dear", 0.63, 2000), ("cheap", 0.6, 1000)));

    private static string Best(params (string Name, double Unguarded, double Operations)[] candidates) => SearchRanking.Best(candidates.Select(
        candidate => SearchVerdictTests.Candidate(candidate.Name, isTrained: false, solved: 1, candidate.Unguarded, candidate.Operations)))!.Name;
}
