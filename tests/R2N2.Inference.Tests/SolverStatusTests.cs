using R2N2.Inference.Tests.Engines;
using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Inference.Tests;

/// <summary>How instances end, and that no instance disturbs another.</summary>
public abstract class SolverStatusTests(TestedEngine engine)
{
    public static TheoryData<IterationForm> Forms => [.. Enum.GetValues<IterationForm>()];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Solve_InstancesNotFinite_AreToldAndLeaveTheOthersAlone(IterationForm form)
    {
        var problem = PlainProblems.ChandrasekharEvaluations;
        SolverExportOptions options = new() { Form = form, IterationLimit = 6 };
        using var solver = engine.LoadSolver(problem.Network.ToOnnx(options));
        Dictionary<string, double[]>[] clean = problem.Instances(50);
        Dictionary<string, double[]>[] spoilt = problem.Instances(50);
        spoilt[3]["X0"][4] = double.NaN;
        spoilt[17]["X0"][0] = double.PositiveInfinity;
        spoilt[18]["X0"][9] = double.NegativeInfinity;

        SolveResult expected = solver.Solve(problem.Batch(clean));
        SolveResult found = solver.Solve(problem.Batch(spoilt));

        for (int i = 0; i < clean.Length; i++)
        {
            if (i is 3 or 17 or 18)
            {
                Assert.Equal(SolveStatus.NotFinite, found[i].Status);
                Assert.Equal(0, found[i].Iterations);
                Assert.False(double.IsFinite(found[i].ResidualNorm));
                Assert.Equal(spoilt[i]["X0"], found[i].Solution.ToArray());
            }
            else
            {
                Assert.Equal(SolveStatus.Converged, found[i].Status);
                Assert.Equal(expected[i].Solution.ToArray(), found[i].Solution.ToArray());
                Assert.Equal(expected[i].ResidualNorm, found[i].ResidualNorm);
                Assert.Equal(expected[i].Iterations, found[i].Iterations);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Solve_InfiniteParameterThatLeavesFFinite_IsNotFinite(IterationForm form)
    {
        // x - 1/p: with p infinite, f itself is an ordinary number.
        var family = ProblemFamily.Equations("reciprocal", 1, [new("p")], (x, p) => x - (1 / p["p"]));
        R2N2Network network = new(family, Superstructure.Krylov(1), new Coefficients(-1));
        var batch = InstanceBatch.Of(3, ("X0", [1, 1, 1]), ("p", [2, double.PositiveInfinity, double.NaN]));

        foreach (double? tolerance in (double?[])[1e-10, null])
        {
            using var solver = engine.LoadSolver(network.ToOnnx(new() { Form = form, AbsoluteTolerance = tolerance, IterationLimit = 2 }));
            SolveResult found = solver.Solve(batch);

            Assert.Equal(0.5, found[0].Solution.Span[0], 1e-15);
            Assert.NotEqual(SolveStatus.NotFinite, found[0].Status);
            Assert.Equal(SolveStatus.NotFinite, found[1].Status);
            Assert.Equal(SolveStatus.NotFinite, found[2].Status);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Solve_StepToInfinityWhereFIsSmall_DoesNotConverge(IterationForm form)
    {
        // From 0.1 to infinity, where 1/x + 1e-12 meets the tolerance; from 1e8 it does so soon.
        var family = ProblemFamily.Equations("vanishing", 1, x => (1 / x) + 1e-12);
        R2N2Network network = new(family, Superstructure.Krylov(1), new Coefficients(1.7e308));
        foreach (Safeguard? safeguard in (Safeguard?[])[new(), null])
        {
            using var solver = engine.LoadSolver(network.ToOnnx(new() { Form = form, IterationLimit = 3, Safeguard = safeguard }));

            SolveResult found = solver.Solve(InstanceBatch.Of(2, ("X0", [0.1, 1e12])));

            Assert.NotEqual(SolveStatus.Converged, found[0].Status);
            Assert.True(double.IsFinite(found[0].Solution.Span[0]));
            Assert.Equal(SolveStatus.Converged, found[1].Status);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Solve_OverflowWhileIterating_ReturnsTheBestFiniteIterate(IterationForm form)
    {
        // x ← x + 4 x²: from 1, a few steps beyond the largest double; from -0.25, to the root at once.
        var family = ProblemFamily.Equations("runaway", 1, x => x * x);
        R2N2Network network = new(family, Superstructure.Krylov(1), new Coefficients(4));
        using var solver = engine.LoadSolver(network.ToOnnx(new() { Form = form, StallLimit = 40, IterationLimit = 40, Safeguard = null }));

        SolveResult found = solver.Solve(InstanceBatch.Of(2, ("X0", [1, -0.25])));

        Assert.Equal(SolveStatus.NotFinite, found[0].Status);
        Assert.Equal(1, found[0].Solution.Span[0]);
        Assert.Equal(1, found[0].ResidualNorm);
        Assert.InRange(found[0].Iterations, 5, 12);
        Assert.Equal(SolveStatus.Converged, found[1].Status);
        Assert.Equal(0, found[1].Solution.Span[0]);
        Assert.Equal(1, found[1].Iterations);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Solve_NothingImproves_StallsAfterTheStallLimit(IterationForm form)
    {
        R2N2Network network = new(
            PlainProblems.ChandrasekharEvaluations.Family, Superstructure.Krylov(1), new Coefficients(0));
        using var solver = engine.LoadSolver(network.ToOnnx(new() { Form = form, StallLimit = 4, IterationLimit = 9, Safeguard = null }));
        var instances = PlainProblems.ChandrasekharEvaluations.Instances(5);

        SolveResult found = solver.Solve(PlainProblems.ChandrasekharEvaluations.Batch(instances));

        Assert.All(Enumerable.Range(0, 5), i =>
        {
            Assert.Equal(SolveStatus.Stalled, found[i].Status);
            Assert.Equal(4, found[i].Iterations);
            Assert.Equal(instances[i]["X0"], found[i].Solution.ToArray());
        });
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Solve_LimitHit_ReturnsTheBestIterate(IterationForm form)
    {
        // x ← x - 1.9 x swings by -0.9; x ← x - 2.1 x swings out, so that the start stays the best.
        var family = ProblemFamily.Equations("swing", 1, [new("a")], (x, p) => p["a"] * x);
        R2N2Network network = new(family, Superstructure.Krylov(1), new Coefficients(-1));
        using var solver = engine.LoadSolver(network.ToOnnx(new() { Form = form, StallRate = 2, IterationLimit = 5, Safeguard = null }));

        SolveResult found = solver.Solve(InstanceBatch.Of(3, ("X0", [1, 1, 1]), ("a", [1.9, 2.1, 1])));

        Assert.Equal([SolveStatus.IterationLimit, SolveStatus.IterationLimit, SolveStatus.Converged], found.Status.ToArray());
        Assert.Equal([5, 5, 1], found.Iterations.ToArray());
        Assert.Equal(-Math.Pow(0.9, 5), found[0].Solution.Span[0], 1e-15);
        Assert.Equal(1, found[1].Solution.Span[0]);
        Assert.Equal(0, found[2].Solution.Span[0]);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Solve_ConvergedFromTheStart_TakesNoIteration(IterationForm form)
    {
        var family = ProblemFamily.Equations("root", 2, [new("b", 2)], (x, p) => Exp(x) - p["b"], InitialGuess.Zero);
        R2N2Network network = new(family, Superstructure.Krylov(1), new Coefficients(-1));
        using var solver = engine.LoadSolver(network.ToOnnx(new() { Form = form, IterationLimit = 3 }));

        SolveResult found = solver.Solve(InstanceBatch.Of(2, ("b", [1, 1, 1, 1])));

        Assert.Equal([0, 0], found.Iterations.ToArray());
        Assert.Equal([SolveStatus.Converged, SolveStatus.Converged], found.Status.ToArray());
        Assert.Equal(new double[4], found.Solution.ToArray());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Solve_EachInstanceAlone_GivesWhatTheBatchGives(IterationForm form)
    {
        var problem = PlainProblems.LinearRandom;
        using var solver = engine.LoadSolver(problem.Network.ToOnnx(new() { Form = form, IterationLimit = 12 }));
        var instances = problem.Instances(30);

        SolveResult together = solver.Solve(problem.Batch(instances));

        Assert.True(together.Iterations.ToArray().Distinct().Count() > 1, "The instances should need different numbers of iterations.");
        for (int i = 0; i < instances.Length; i++)
        {
            SolvedInstance alone = solver.Solve(problem.Batch([instances[i]]))[0];
            Assert.Equal(alone.Iterations, together[i].Iterations);
            Assert.Equal(alone.ResidualNorm, together[i].ResidualNorm, 1e-14);
            Assert.All(alone.Solution.ToArray().Zip(together[i].Solution.ToArray()), pair =>
                Assert.Equal(pair.First, pair.Second, 1e-14));
        }
    }

    public sealed class OverOnnxRuntime() : SolverStatusTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : SolverStatusTests(TestedEngine.Vectorised);
}
