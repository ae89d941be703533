using R2N2.Inference.Tests.Engines;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>Instances that stop at rounding errors say so, and are told apart from those that stall.</summary>
public abstract class PrecisionLimitTests(TestedEngine engine)
{
    private const int Count = 500;

    public static TheoryData<string, OnnxPrecision, double> BelowReach => new()
    {
        { nameof(PlainProblems.LinearFixed), OnnxPrecision.Float64, 1e-17 },
        { nameof(PlainProblems.LinearRandom), OnnxPrecision.Float64, 1e-17 },
        { nameof(PlainProblems.ChandrasekharEvaluations), OnnxPrecision.Float64, 1e-17 },
        { nameof(PlainProblems.ChandrasekharDerivatives), OnnxPrecision.Float64, 1e-17 },
        { nameof(PlainProblems.LinearFixed), OnnxPrecision.Float32, 1e-9 },
        { nameof(PlainProblems.ChandrasekharEvaluations), OnnxPrecision.Float32, 1e-9 },
    };

    [Theory]
    [MemberData(nameof(BelowReach))]
    public void Solve_ToleranceBelowRoundingErrors_EndsAtTheLimitOfThePrecision(string name, OnnxPrecision precision, double tolerance)
    {
        PlainProblem problem = PlainProblems.Of(name);
        using var solver = engine.LoadSolver(problem.Network.ToOnnx(new() { AbsoluteTolerance = tolerance, Precision = precision }));

        SolveResult found = solver.Solve(problem.Batch(problem.Instances(Count)));

        // Some are met by luck: f is 0 to the last bit.
        Assert.All(found.Status.ToArray(), status => Assert.True(status is SolveStatus.PrecisionLimit or SolveStatus.Converged, $"{status}"));
        Assert.InRange(found.Status.ToArray().Count(status => status == SolveStatus.PrecisionLimit), Count / 5, Count);
        Assert.All(found.ResidualNorm.ToArray(), norm => Assert.InRange(norm, 0, precision == OnnxPrecision.Float64 ? 2e-14 : 1e-5));
    }

    [Fact]
    public void Solve_SinglePrecisionAndLargeNumbers_EndsAtTheLimitOfThePrecision()
    {
        // ‖b‖ near 1e4: the default tolerance, 1e-5, is below the spacing of numbers of that size.
        PlainProblem problem = PlainProblems.LinearFixed;
        Dictionary<string, double[]>[] instances = problem.Instances(Count);
        foreach (Dictionary<string, double[]> instance in instances)
        {
            instance["b"] = [.. instance["b"].Select(value => 1e3 * value)];
        }

        using var solver = engine.LoadSolver(problem.Network.ToOnnx(new() { Precision = OnnxPrecision.Float32 }));

        SolveStatus[] found = solver.Solve(problem.Batch(instances)).Status.ToArray();

        // One in ten is met by luck: the last bits of all numbers agree.
        Assert.All(found, status => Assert.True(status is SolveStatus.PrecisionLimit or SolveStatus.Converged, $"{status}"));
        Assert.InRange(found.Count(status => status == SolveStatus.PrecisionLimit), Count / 2, Count);
    }

    [Fact]
    public void Solve_NoSolution_HasStalledHoweverSmallTheToleranceIs()
    {
        // x² + c has its minimum at 0, far above rounding errors.
        var family = ProblemFamily.Equations("no root", 2, [new("c")], (x, p) => (x * x) + p["c"]);
        R2N2Network network = new(family, Superstructure.NewtonKrylov(2), new Coefficients(0.1, 0.1, 0.1));
        using var solver = engine.LoadSolver(network.ToOnnx(new() { AbsoluteTolerance = 1e-17 }));

        SolveResult found = solver.Solve(InstanceBatch.Of(3, ("X0", [1, 2, 0.5, -1, 0, 0]), ("c", [1, 1e-3, 1e-6])));

        Assert.All(found.Status.ToArray(), status => Assert.Equal(SolveStatus.Stalled, status));
    }

    [Fact]
    public void Solve_LargeAndSteepUnknownsApart_HasStalledFarAboveRoundingErrors()
    {
        // f contradicts itself; x₁ is large, x₂ is where f is steep: no relative rounding error of x moves ‖f‖ by more than 1e-11.
        var family = ProblemFamily.Equations(
            "apart", 2, x => ((Expression)new[,] { { 0, 1e10 }, { 0, 1e10 } } * (x - (double[])[1e6, 1e-6])) + (double[])[1, -1]);
        R2N2Network network = new(family, Superstructure.NewtonKrylov(2), new Coefficients(0.1, 0.1, 0.1));
        using var solver = engine.LoadSolver(network.ToOnnx());

        SolvedInstance found = solver.Solve(InstanceBatch.Of(1, ("X0", [1e6, 1e-6])))[0];

        Assert.Equal(SolveStatus.Stalled, found.Status);
        Assert.Equal(Math.Sqrt(2), found.ResidualNorm, 1e-12);
    }

    [Fact]
    public void Describe_IterationLimit_IsTrueWithAndWithoutATolerance()
    {
        string sentence = SolveStatus.IterationLimit.Describe();

        Assert.DoesNotContain("before the tolerance", sentence, StringComparison.Ordinal);
        Assert.Contains("without one", sentence, StringComparison.Ordinal);
    }

    public sealed class OverOnnxRuntime() : PrecisionLimitTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : PrecisionLimitTests(TestedEngine.Vectorised);
}
