using System.Text.RegularExpressions;
using static R2N2.Expression;

namespace R2N2.Training.Tests;

/// <summary>Searches that learn where to start.</summary>
public sealed class LearnedStartSearchTests
{
    private static readonly SearchOptions _options = new()
    {
        Time = new ManualTime(),
        Candidates = [Superstructure.Newton],
        Training = new() { Starts = 0, WarmStarts = [new Coefficients(-1.0)], Optimizer = new LevenbergMarquardt { IterationLimit = 1 } },
    };

    [Fact]
    public void Search_SolutionsFollowFromTheParameters_StartsNearThem()
    {
        SearchFamily kepler = SearchFamily.Kepler;
        InstanceBatch others = kepler.Data(200, 2);

        SearchResult result = Trainer.Search(kepler.Family, kepler.Source(300), _options);
        SearchResult without = Trainer.Search(kepler.Family, kepler.Source(300), _options with { LearnInitialGuess = false });

        Assert.Null(without.Report.Winner.Start);
        Assert.EndsWith("from a learned start", result.Report.Winner.Name, StringComparison.Ordinal);
        Assert.True(result.Report.Winner.Trial!.Operations < without.Report.Winner.Trial!.Operations);
        Assert.Contains(result.Report.Verdict, sentence => Regex.IsMatch(
            sentence, "^It starts from a polynomial of degree [123] in M, e: [0-9.]+ → [0-9.]+ iterations\\.$"));
        using Solver solver = result.Model.ToSolver();
        using Solver own = without.Model.ToSolver();
        SolveResult found = solver.Solve(others);
        SolveResult expected = own.Solve(others);
        Assert.Equal(expected.Status.ToArray(), found.Status.ToArray());
        Assert.All(expected.Solution.ToArray().Zip(found.Solution.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.True(found.Iterations.ToArray().Average() < expected.Iterations.ToArray().Average() - 0.5);
        Assert.Equal(result.Model.ToOnnx(), R2N2Network.Load(result.Model.ToOnnx()).ToOnnx());
    }

    [Fact]
    public void Search_GuessesInTheData_AreKeptUnlessAskedOtherwise()
    {
        (EquationFamily family, InstanceBatch data) = TwoSolutions(share: 0);

        SearchResult kept = Trainer.Search(family, new InstanceBatchSource(data), _options);
        SearchResult asked = Trainer.Search(family, new InstanceBatchSource(data), _options with { LearnInitialGuess = true });

        Assert.Equal("X0", kept.Model.Family.InitialGuess.Name);
        Assert.Null(asked.Model.Family.InitialGuess.Name);
        Assert.Equal(1, asked.Report.Winner.Trial!.Iterations, 1.0);
    }

    [Fact]
    public void Search_GuessesChooseAmongSolutions_PassesALearnedStartOver()
    {
        (EquationFamily family, InstanceBatch data) = TwoSolutions(share: 0.25);

        SearchResult result = Trainer.Search(family, new InstanceBatchSource(data), _options with { LearnInitialGuess = true });

        Assert.Equal("X0", result.Model.Family.InitialGuess.Name);
        Assert.Contains(result.Report.Candidates, candidate => candidate.PassedOver?.Contains("other solutions", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Search_StartIsSaidTwice_Fails() => Assert.Contains(
        nameof(SearchOptions.LearnInitialGuess),
        Assert.Throws<ArgumentException>(() => Trainer.Search(
            SearchFamily.Kepler.Family,
            SearchFamily.Kepler.Source(40),
            _options with { LearnInitialGuess = true, Export = new() { InitialGuess = InitialGuess.Zero } })).Message,
        StringComparison.Ordinal);

    // Solutions a and a + 1; guesses lead to the second in some instances.
    private static (EquationFamily Family, InstanceBatch Data) TwoSolutions(double share)
    {
        Random random = new(4);
        double[] a = [.. Enumerable.Range(0, 300).Select(_ => 4 * random.NextDouble())];
        double[] guesses = [.. a.Select(root => random.NextDouble() < share ? root + 1.3 : root - 0.4)];
        return (
            ProblemFamily.Equations("two solutions", 1, [new("a")], (x, p) => (x - p["a"]) * (x - p["a"] - 1)),
            InstanceBatch.Of(300, ("X0", guesses), ("a", a)));
    }
}
