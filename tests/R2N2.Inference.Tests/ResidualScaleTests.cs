using R2N2.Inference.Tests.Engines;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>Residuals whose squares under- or overflow: norms and verdicts are those of ordinary ones.</summary>
public abstract class ResidualScaleTests(TestedEngine engine)
{
    private const int Count = 20;

    public static TheoryData<OnnxPrecision, double, IterationForm> Scales()
    {
        TheoryData<OnnxPrecision, double, IterationForm> data = [];
        foreach (IterationForm form in Enum.GetValues<IterationForm>())
        {
            foreach (double scale in (double[])[1e-23, 1e25])
            {
                data.Add(OnnxPrecision.Float32, scale, form);
            }

            foreach (double scale in (double[])[1e-300, 1e-170, 1e-23, 1e170, 1e300])
            {
                data.Add(OnnxPrecision.Float64, scale, form);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void Solve_RightSidesOfAnyScale_EndAsOrdinaryOnesDo(OnnxPrecision precision, double scale, IterationForm form)
    {
        bool isDouble = precision == OnnxPrecision.Float64;
        double tolerance = isDouble ? 1e-12 : 1e-5;
        SolverExportOptions options = new()
        {
            Precision = precision,
            AbsoluteTolerance = null,
            RelativeTolerance = tolerance,
            IterationLimit = 6,
            Form = form,
        };
        using var solver = engine.LoadSolver(Network().ToOnnx(options));
        double[] b = ReferenceProblems.LinearFixedData(Count, seed: 5)["b"].ToArray();

        SolveResult ordinary = solver.Solve(Batch(b, 1));
        SolveResult scaled = solver.Solve(Batch(b, scale));

        for (int i = 0; i < Count; i++)
        {
            double[] x = [.. scaled[i].Solution.ToArray().Select(value => value / scale)];
            Assert.Equal(SolveStatus.Converged, scaled[i].Status);
            Assert.InRange(scaled[i].Iterations, 1, ordinary[i].Iterations + 1);
            Assert.InRange(Residual(x, b.AsSpan(i * 5, 5)), 0, 2 * tolerance);
            Assert.True(scaled[i].ResidualNorm > 0 || Residual(x, b.AsSpan(i * 5, 5)) < (isDouble ? 1e-15 : 1e-7));
        }
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void Solve_NoToleranceRightSidesOfAnyScale_ReportTheNorm(OnnxPrecision precision, double scale, IterationForm form)
    {
        SolverExportOptions options = new() { Precision = precision, AbsoluteTolerance = null, IterationLimit = 1, Form = form };
        using var solver = engine.LoadSolver(Network().ToOnnx(options));
        double[] b = ReferenceProblems.LinearFixedData(Count, seed: 6)["b"].ToArray();

        SolveResult ordinary = solver.Solve(Batch(b, 1));
        SolveResult scaled = solver.Solve(Batch(b, scale));

        double rounding = precision == OnnxPrecision.Float64 ? 1e-12 : 1e-3;
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(SolveStatus.IterationLimit, scaled[i].Status);
            Assert.Equal(ordinary[i].ResidualNorm, scaled[i].ResidualNorm / scale, rounding * ordinary[i].ResidualNorm);
        }
    }

    [Theory]
    [InlineData(1e-170)]
    [InlineData(1e170)]
    public void Solve_SafeguardedStepsOfAnyScale_AreThoseOfOrdinaryOnes(double scale)
    {
        // Coefficients of another problem: every learned step fails, and the safeguard solves it.
        R2N2Network network = new(ReferenceProblems.LinearFixed(), Superstructure.Krylov(4), ReferenceProblems.PublishedRandom);
        SolverExportOptions options = new() { AbsoluteTolerance = null, RelativeTolerance = 1e-12, IterationLimit = 20 };
        using var solver = engine.LoadSolver(network.ToOnnx(options));
        double[] b = ReferenceProblems.LinearFixedData(Count, seed: 7)["b"].ToArray();

        SolveResult ordinary = solver.Solve(Batch(b, 1));
        SolveResult scaled = solver.Solve(Batch(b, scale));

        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(SolveStatus.Converged, ordinary[i].Status);
            Assert.Equal(SolveStatus.Converged, scaled[i].Status);
            Assert.InRange(scaled[i].Iterations, ordinary[i].Iterations - 1, ordinary[i].Iterations + 1);
        }
    }

    [Fact]
    public void Solve_NewtonKrylovFromTheKinkOfANorm_LeavesIt()
    {
        // f(x) = x ‖x‖ + x - b from x = 0, where neither the norm nor √(Σ x²) has a derivative.
        foreach (Func<Expression, Expression> norm in (Func<Expression, Expression>[])
            [Expression.Norm, x => Expression.Sqrt(Expression.Sum(x * x))])
        {
            var family = ProblemFamily.Equations(
                "drag", 3, [new("b", 3)], (x, p) => (x * norm(x)) + x - p["b"], InitialGuess.Zero);
            R2N2Network network = new(family, Superstructure.NewtonKrylov(2), new Coefficients(-0.1, -0.5, -0.1));
            using var solver = engine.LoadSolver(network.ToOnnx(new() { AbsoluteTolerance = 1e-12, IterationLimit = 30 }));

            SolveResult found = solver.Solve(InstanceBatch.Of(2, ("b", [0.6, -0.3, 0.6, 2, 1, 5])));

            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(SolveStatus.Converged, found[i].Status);
            }
        }
    }

    private static R2N2Network Network() =>
        new(ReferenceProblems.LinearFixed(), Superstructure.Krylov(4), ReferenceProblems.PublishedFixed);

    private static InstanceBatch Batch(double[] b, double scale) =>
        InstanceBatch.Of(Count, ("b", b.Select(value => value * scale).ToArray()));

    // ‖A x - b‖ / ‖b‖.
    private static double Residual(double[] x, ReadOnlySpan<double> b)
    {
        double sum = 0, size = 0;
        for (int r = 0; r < x.Length; r++)
        {
            double f = -b[r];
            for (int c = 0; c < x.Length; c++)
            {
                f += ReferenceProblems.LinearMatrix[r, c] * x[c];
            }

            sum += f * f;
            size += b[r] * b[r];
        }

        return Math.Sqrt(sum / size);
    }

    public sealed class OverOnnxRuntime() : ResidualScaleTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : ResidualScaleTests(TestedEngine.Vectorised);
}
