using System.Runtime.CompilerServices;
using Microsoft.ML;
using R2N2.Training;

namespace R2N2.MLNet.Tests;

public sealed class SearchTests
{
    private static readonly SearchOptions _two = new() { Candidates = [Superstructure.Chord, Superstructure.Krylov(2)] };

    private static Scenario Linear => Scenarios.Linear;

    [Fact]
    public void Fit_Search_SolvesWithTheWinnerAndLogsCandidatesAndVerdict()
    {
        MLContext context = new(seed: 1);
        List<string> lines = [];
        context.Log += (_, line) => lines.Add(line.RawMessage);

        using EquationSolverTransformer solver = context.R2N2()
            .EquationSolver(Linear.Family, new EquationSolverOptions { Search = _two }).Fit(Linear.Data(context, 60, seed: 1));

        // One A for all: a step of the chord method solves, and needs no training.
        Assert.Equal("the chord method", solver.Search!.Winner.Name);
        Assert.Contains("See Search", Assert.Throws<InvalidOperationException>(() => solver.Report).Message, StringComparison.Ordinal);
        Assert.Equal(Coefficients.Richardson(1), solver.Network.Coefficients);
        Assert.All(solver.Search.Candidates, candidate => Assert.Contains(lines, line => line.StartsWith(candidate.Name, StringComparison.Ordinal)));
        Assert.All(solver.Search.Verdict, sentence => Assert.Contains(sentence, lines));
        SolverMetrics metrics = context.R2N2().Evaluate(solver.Transform(Linear.Data(context, 20, seed: 2)));
        Assert.Equal((1.0, 1.0), (metrics.SolvedShare, metrics.MeanIterations));
    }

    [Fact]
    public void Fit_SearchWithLearnedWinner_HasItsTrainingReport()
    {
        MLContext context = new(seed: 1);

        using EquationSolverTransformer solver = context.R2N2()
            .EquationSolver(Linear.Family, new EquationSolverOptions { Search = new SearchOptions { Candidates = [Superstructure.Krylov(2)] } })
            .Fit(Linear.Data(context, 60, seed: 1));

        Assert.Equal("trained Krylov n = 2", solver.Search!.Winner.Name);
        Assert.Equal(solver.Report.Loss, solver.Network.TrainingLoss);
    }

    [Fact]
    public void Fit_SearchCancelledWithTheContext_Stops()
    {
        MLContext context = new(seed: 1);
        EquationSolverEstimator estimator = context.R2N2().EquationSolver(Linear.Family, new EquationSolverOptions { Search = _two });
        CancelExecution(context);

        Assert.ThrowsAny<OperationCanceledException>(() => estimator.Fit(Linear.Data(context, 60, seed: 1)));
    }

    [Fact]
    public void EquationSolver_SearchAndWhatItChooses_IsRefused()
    {
        AssertRefused(new() { Search = _two, InnerIterations = 4 }, "InnerIterations", "Candidates");
        AssertRefused(new() { Search = _two, Generation = GenerationModule.Evaluations }, "Generation");
        AssertRefused(new() { Search = _two, Preconditioner = Preconditioner.Jacobian }, "Preconditioner");
        AssertRefused(new() { Search = _two, Loss = new EquationLoss() }, "Loss");
        AssertRefused(new() { Search = _two, Training = new TrainingOptions() }, "Training");
        AssertRefused(new() { Search = _two with { Export = new SolverExportOptions { IterationLimit = 5 } } }, "Export");
        AssertRefused(new() { Search = _two, Export = new SolverExportOptions { AbsoluteTolerance = null } }, "no tolerance");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(CancelExecution))]
    private static extern void CancelExecution(MLContext context);

    private static void AssertRefused(EquationSolverOptions options, params string[] parts)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new MLContext().R2N2().EquationSolver(Linear.Family, options));
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
