using R2N2.Inference.Tests.Engines;
using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Inference.Tests;

/// <summary>Exported solvers whose f solves linear systems: Newton's method, J⁻¹F with the step -1, for F = A x + x³ - b.</summary>
public abstract class LinearSystemTests(TestedEngine engine)
{
    private const int Count = 30;

    public static TheoryData<int, IterationForm, bool> Files()
    {
        TheoryData<int, IterationForm, bool> data = [];
        foreach (int m in (int[])[1, 2, 5, 12])
        {
            data.Add(m, IterationForm.Loop, true);
            data.Add(m, IterationForm.Loop, false);
            data.Add(m, IterationForm.Unrolled, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Solve_NewtonSteps_AreThoseOfPlainElimination(int m, IterationForm form, bool isSafeguarded)
    {
        InstanceBatch batch = Batch(m);
        using var solver = engine.LoadSolver(Model(m, form, isSafeguarded));

        SolveResult found = solver.Solve(batch);

        for (int i = 0; i < Count; i++)
        {
            double[] a = batch["A"].Slice(i * m * m, m * m).ToArray();
            double[] b = batch["b"].Slice(i * m, m).ToArray();
            double[] x = batch["X0"].Slice(i * m, m).ToArray();
            for (long k = 0; k < found[i].Iterations; k++)
            {
                x = [.. x.Zip(Step(a, b, x), (value, step) => value - step)];
            }

            Assert.Equal(SolveStatus.Converged, found[i].Status);
            Assert.InRange(found[i].Iterations, 2, 8);
            Assert.All(x.Zip(found[i].Solution.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }
    }

    // Zero, and then of a rank too low, where iterations begin: at 0 they see A alone.
    [Theory]
    [MemberData(nameof(Files))]
    public void Solve_SingularInstances_AreNotFiniteAndLeaveTheOthersAlone(int m, IterationForm form, bool isSafeguarded)
    {
        using var solver = engine.LoadSolver(Model(m, form, isSafeguarded));
        InstanceBatch batch = Batch(m);
        double[] a = batch["A"].ToArray();
        double[] start = batch["X0"].ToArray();
        start.AsSpan(3 * m, m).Clear();
        start.AsSpan(17 * m, m).Clear();
        a.AsSpan(3 * m * m, m * m).Clear();
        for (int at = 0; at < m * m; at++)
        {
            a[(17 * m * m) + at] = at / m == m - 1 ? 0 : a[(17 * m * m) + at];
        }

        SolveResult expected = solver.Solve(batch);
        SolveResult found = solver.Solve(InstanceBatch.Of(Count, ("A", a), ("b", batch["b"].ToArray()), ("X0", start)));

        for (int i = 0; i < Count; i++)
        {
            if (i is 3 or 17)
            {
                Assert.Equal(SolveStatus.NotFinite, found[i].Status);
                Assert.Equal(0, found[i].Iterations);
            }
            else
            {
                Assert.Equal(expected[i].Status, found[i].Status);
                Assert.Equal(expected[i].Solution.ToArray(), found[i].Solution.ToArray());
            }
        }
    }

    [Theory]
    [InlineData(IterationForm.Loop)]
    [InlineData(IterationForm.Unrolled)]
    public void Solve_SinglePrecision_ConvergesToIt(IterationForm form)
    {
        const int M = 5;
        InstanceBatch batch = Batch(M);
        byte[] model = Network(M).ToOnnx(new() { Form = form, Precision = OnnxPrecision.Float32, AbsoluteTolerance = 1e-5, IterationLimit = 8, Safeguard = null });
        using var single = engine.LoadSolver(model);
        using var inDouble = engine.LoadSolver(Model(M, form, isSafeguarded: false));

        SolveResult found = single.Solve(batch);
        SolveResult expected = inDouble.Solve(batch);

        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(SolveStatus.Converged, found[i].Status);
            Assert.All(
                expected[i].Solution.ToArray().Zip(found[i].Solution.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }

    [Fact]
    public void Solve_NoInstances_ReturnsNone()
    {
        using var solver = engine.LoadSolver(Model(5, IterationForm.Loop, isSafeguarded: true));

        Assert.Equal(0, solver.Solve(InstanceBatch.Of(0, ("A", []), ("b", []), ("X0", []))).Count);
    }

    private static byte[] Model(int m, IterationForm form, bool isSafeguarded) => Network(m).ToOnnx(new()
    {
        Form = form,
        AbsoluteTolerance = 1e-9,
        IterationLimit = 8,
        Safeguard = isSafeguarded ? new() : null,
    });

    private static R2N2Network Network(int m)
    {
        var family = ProblemFamily.Equations(
            "newton",
            m,
            [new("A", m, m), new("b", m)],
            (x, p) => Solve(p["A"] + Diag(3 * x * x), (p["A"] * x) + (x * x * x) - p["b"]),
            InitialGuess.Given());
        return new R2N2Network(family, Superstructure.Krylov(1), new Coefficients(-1));
    }

    // Symmetric and positive definite, so that Newton's method gets there from nearby.
    private static InstanceBatch Batch(int m)
    {
        Random random = new(m);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
        double[] matrices = [.. Enumerable.Range(0, Count).SelectMany(_ =>
        {
            double[] half = Numbers(m * m);
            return Enumerable.Range(0, m * m).Select(at =>
                Enumerable.Range(0, m).Sum(k => half[(at / m * m) + k] * half[(at % m * m) + k]) + (at % (m + 1) == 0 ? 3 : 0));
        })];
        return InstanceBatch.Of(Count, ("A", matrices), ("b", Numbers(Count * m)), ("X0", Numbers(Count * m)));
    }

    private static double[] Step(double[] a, double[] b, double[] x)
    {
        int m = x.Length;
        double[] jacobian = [.. a.Select((element, at) => element + (at % (m + 1) == 0 ? 3 * x[at / m] * x[at / m] : 0))];
        double[] residual = [.. Enumerable.Range(0, m).Select(i =>
            Enumerable.Range(0, m).Sum(j => a[(i * m) + j] * x[j]) + (x[i] * x[i] * x[i]) - b[i])];
        return PlainElimination.Solve(jacobian, residual);
    }

    public sealed class OverOnnxRuntime() : LinearSystemTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : LinearSystemTests(TestedEngine.Vectorised);
}
