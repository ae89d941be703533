using System.Runtime.CompilerServices;
using Microsoft.ML;
using R2N2.Training;

namespace R2N2.MLNet.Tests;

public sealed class SearchTests
{
    private static readonly SearchOptions _two = new() { Candidates = [Superstructure.Chord, Superstructure.Krylov(2)], LearnInitialGuess = false };

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
        Assert.Equal("the chord method", solver.Report.Winner.Name);
        Assert.Null(solver.Report.Training);
        Assert.Equal(Coefficients.Richardson(1), solver.Network.Coefficients);
        Assert.All(solver.Report.Candidates, candidate => Assert.Contains(lines, line => line.StartsWith(candidate.Name, StringComparison.Ordinal)));
        Assert.Contains(string.Join(' ', solver.Report.Verdict), lines);
        SolverMetrics metrics = context.R2N2().Evaluate(solver.Transform(Linear.Data(context, 20, seed: 2)));
        Assert.Equal((1.0, 1.0), (metrics.SolvedShare, metrics.MeanIterations));
    }

    [Fact]
    public void Fit_SearchWithLearnedWinner_HasItsTrainingReport()
    {
        MLContext context = new(seed: 1);

        using EquationSolverTransformer solver = context.R2N2()
            .EquationSolver(Linear.Family, new EquationSolverOptions { Search = _two with { Candidates = [Superstructure.Krylov(2)] } })
            .Fit(Linear.Data(context, 60, seed: 1));

        Assert.Equal("trained Krylov n = 2", solver.Report.Winner.Name);
        Assert.Equal(solver.Report.Training!.Loss, solver.Network.TrainingLoss);
    }

    [Fact]
    public void Fit_WithoutOptions_SearchesAndTheFileCarriesTheVerdict()
    {
        MLContext context = new(seed: 1);
        using TemporaryFolder folder = new();
        List<SearchProgress> told = [];

        using EquationSolverTransformer solver = context.R2N2()
            .EquationSolver(Linear.Family, new EquationSolverOptions { SearchProgress = new Told(told.Add) }).Fit(Linear.Data(context, 60, seed: 1));
        solver.SaveAsOnnx(folder.File("solver.onnx"));

        // Solutions are linear in b, and so is the start that is learned.
        Assert.Equal("the chord method from a learned start", solver.Report.Winner.Name);
        Assert.Contains("polynomial of degree 1 in b: 1 → 0 iterations", solver.Network.Verdict, StringComparison.Ordinal);
        Assert.True(solver.Report.Candidates.Count > 10);
        Assert.All(solver.Report.Candidates, candidate => Assert.Contains(told, progress => progress.Candidate == candidate.Name));
        Assert.Equal(string.Join(' ', solver.Report.Verdict), SolverDescription.Read(folder.File("solver.onnx")).Verdict);
        Assert.StartsWith("The chord method from a learned start wins: no learning needed", solver.Network.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_StructureGiven_TrainsItAndJudgesIt()
    {
        MLContext context = new(seed: 1);

        using EquationSolverTransformer solver = context.R2N2()
            .EquationSolver(Linear.Family, new EquationSolverOptions { InnerIterations = 1 }).Fit(Linear.Data(context, 60, seed: 1));

        Assert.Equal("trained Krylov n = 1", Assert.Single(solver.Report.Candidates).Name);
        Assert.Equal((60L, solver.Network.TrainingLoss), (solver.Report.TrainingInstances, solver.Report.Training!.Loss));
        Assert.Equal(["Newton in C#", "Newton-GMRES(4) in C#"], solver.Report.Baselines.Select(baseline => baseline.Method));
        Assert.Equal(string.Join(' ', solver.Report.Verdict), solver.Network.Verdict);
        SolverMetrics metrics = context.R2N2().Evaluate(solver.Transform(Linear.Data(context, 60, seed: 1)));
        Assert.Equal(metrics.SolvedShare, solver.Report.Winner.Trial!.SolvedShare, 0.2);
    }

    [Fact]
    public void Fit_ExportWithoutTolerance_TrainsTheStructureAndSaysThatItIsNotJudged()
    {
        MLContext context = new(seed: 1);

        using EquationSolverTransformer solver = context.R2N2().EquationSolver(
            Linear.Family, new EquationSolverOptions { Export = new SolverExportOptions { AbsoluteTolerance = null } }).Fit(Linear.Data(context, 60, seed: 1));

        Assert.Equal(4, solver.Network.Superstructure.InnerIterations);
        Assert.Null(solver.Report.Winner.Trial);
        Assert.Contains("without a tolerance", Assert.Single(solver.Report.Verdict), StringComparison.Ordinal);
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

    private sealed class Told(Action<SearchProgress> tell) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => tell(value);
    }
}
