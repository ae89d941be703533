using R2N2.Inference.Tests.Engines;
using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Inference.Tests;

/// <summary>Whole files with constants that single precision cannot tell from 0 or 1; the solver's session optimises them.</summary>
public abstract class NearNeutralConstantsTests(TestedEngine engine)
{
    private const double Factor = 1 + 5e-8;

    public static TheoryData<IterationForm> Forms => [.. Enum.GetValues<IterationForm>()];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Solve_FactorNearOneInF_ConvergesToItsSolution(IterationForm form)
    {
        double[,] a = ReferenceProblems.LinearMatrix;
        var family = ProblemFamily.Equations("scaled", 5, [new("b", 5)], (x, p) => (Factor * (a * x)) - p["b"], InitialGuess.Zero);
        R2N2Network network = new(family, Superstructure.Krylov(4), ReferenceProblems.PublishedFixed);
        using var solver = engine.LoadSolver(network.ToOnnx(new() { AbsoluteTolerance = 1e-11, IterationLimit = 12, Form = form }));
        double[] b = ReferenceProblems.LinearFixedData(10, seed: 2)["b"].ToArray();

        SolveResult found = solver.Solve(InstanceBatch.Of(10, ("b", b)));

        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(SolveStatus.Converged, found[i].Status);
            for (int r = 0; r < 5; r++)
            {
                double product = 0;
                for (int c = 0; c < 5; c++)
                {
                    product += Factor * a[r, c] * found[i].Solution.Span[c];
                }

                Assert.Equal(b[(5 * i) + r], product, 1.2e-11);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Solve_CoefficientNearOne_IsThatCoefficient(IterationForm form)
    {
        // x₁ = x₀ + θ (b - x₀) from 0.
        var family = ProblemFamily.Equations("target", 2, [new("b", 2)], (x, p) => p["b"] - x, InitialGuess.Zero);
        R2N2Network network = new(family, Superstructure.Krylov(1), new Coefficients(Factor));
        using var solver = engine.LoadSolver(network.ToOnnx(new() { AbsoluteTolerance = null, IterationLimit = 1, Form = form }));

        SolveResult found = solver.Solve(InstanceBatch.Of(2, ("b", [1, 3, -2, 0.7])));

        Assert.Equal([Factor, Factor * 3], found[0].Solution.ToArray());
        Assert.Equal([Factor * -2, Factor * 0.7], found[1].Solution.ToArray());
    }

    [Fact]
    public void Solve_AddendBelowSinglePrecision_KeepsAQuotientFinite()
    {
        // 10⁻⁶⁰/(x² + 10⁻⁴⁶) is 10⁻¹⁴ at 0; without the addend it is infinite.
        var family = ProblemFamily.Equations("softened", 1, [new("b", 1)], (x, p) => p["b"] - x + (1e-60 / ((x * x) + 1e-46)));
        R2N2Network network = new(family, Superstructure.Krylov(1), new Coefficients(1));
        using var solver = engine.LoadSolver(network.ToOnnx(new() { AbsoluteTolerance = null, IterationLimit = 1 }));

        SolveResult found = solver.Solve(InstanceBatch.Of(1, ("X0", [0]), ("b", [0.25])));

        Assert.Equal(SolveStatus.IterationLimit, found[0].Status);
        Assert.Equal(0.25 + 1e-14, found[0].Solution.Span[0], 1e-16);
    }

    [Theory]
    [InlineData(IntegratorForm.Step)]
    [InlineData(IntegratorForm.Rollout)]
    public void Integrate_NodesAndWeightsNearOne_AreThoseOfTheTableau(IntegratorForm form)
    {
        // y' = 10⁹ t by two stages: the second one, at t + c h with c near 1, has a weight near 1. c is a coefficient here, and a
        // sum of coefficients is computed when the file is loaded.
        var family = ProblemFamily.InitialValue("ramp", 1, [], (t, y, p) => Stack(1e9 * t));
        R2N2Integrator integrator = new(family, new ButcherTableau(new Coefficients(Factor, 0.25, Factor)));
        R2N2Integrator three = new(family, new ButcherTableau(new Coefficients(0.5, 0.75, Factor - 0.75, 0, 0, 1)));
        InstanceBatch data = InstanceBatch.Of(1, ("State", [0]), ("StepSize", [1]), ("Time", [0]));
        foreach (R2N2Integrator method in (R2N2Integrator[])[integrator, three])
        {
            using var exported = engine.LoadIntegrator(method.ToOnnx(new() { Form = form }));

            double found = form == IntegratorForm.Step
                ? exported.Step(data).NextState.Span[0]
                : exported.Rollout(data, 1).State(0, 1).Span[0];

            Assert.Equal(method.Step(data).NextState.Span[0], found, 1e-6);
        }
    }

    public sealed class OverOnnxRuntime() : NearNeutralConstantsTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : NearNeutralConstantsTests(TestedEngine.Vectorised);
}
