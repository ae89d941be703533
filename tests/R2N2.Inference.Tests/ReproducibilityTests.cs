using R2N2.Inference.Tests.Engines;
using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Inference.Tests;

/// <summary>An instance has the same bits alone, in any batch, at any place, in any block, and when solved again.</summary>
public abstract class ReproducibilityTests(TestedEngine engine)
{
    private static readonly double[,] _matrix =
    {
        { 0.1, 0.2, 0, 0, 0.3 },
        { 0, 0.1, 0.3, 0, 0 },
        { 0.3, 0, -0.2, 0, 0 },
        { 0, 0.7, 0, 0.2, 0 },
        { 0, 0.1, 0, -0.3, 0 },
    };

    private static readonly SparseMatrix _sparse = SparseMatrix.FromTriplets(
        9, 9, Enumerable.Range(0, 25).Select(k => (k * k % 8, k * 5 % 9, 0.3 - (0.02 * k))));

    // Sizes that are no multiple of a line of memory: there the last bits go astray first.
    private static readonly Dictionary<string, EquationFamily> _families = new()
    {
        ["functions"] = Family(5, (x, p) =>
            x - (0.1 * (Sin(x) + Cos(x) + Exp(-x * x) + Log(1 + (x * x)) + Tanh(x) + Sqrt(1 + (x * x)))) - p["b"]),
        ["powers"] = Family(3, (x, p) => x - (0.1 * (Pow(1 + (x * x), 0.3) + Abs(x) + Min(x, p["b"]) + (1 / (1 + (x * x))))) - p["b"]),
        ["sums"] = Family(7, (x, p) => x - (0.1 * Sum(x * x) / (1 + Sum(Abs(x)))) - p["b"]),
        ["sums of large vectors"] = Family(61, (x, p) => x - (0.01 * Sum(x)) - p["b"]),
        ["matrix of constants"] = Family(5, (x, p) => x - (_matrix * x) - p["b"]),
        ["sparse matrix"] = Family(9, (x, p) => x - (0.1 * (_sparse * x)) - (0.1 * (x * _sparse)) - p["b"]),
        ["stencil"] = Family(35, (x, p) => x - (0.1 * Stencil(x)) - p["b"]),
        ["small matrices"] = FamilyWithMatrix(5),
        ["large matrices"] = FamilyWithMatrix(19),
        ["small systems"] = FamilyWithSystem(3),
        ["large systems"] = FamilyWithSystem(11),
        ["far away"] = Family(5, (x, p) => (x * x * x) - (40 * p["b"]) + (20 * (_matrix * x)) - (0.1 * Sum(x))),
    };

    private static Expression Stencil(Expression x)
    {
        Expression u = Reshape(x, 5, 7);
        Expression sum = Shift(u, 0, 1, ShiftEdge.Zero) + Shift(u, 1, -1, ShiftEdge.Periodic) + Hadamard(u, Shift(u, 1, 1, ShiftEdge.ReflectAtFace));
        return Reshape(sum - (3 * u), 35);
    }

    public static IEnumerable<object[]> All =>
        from name in _families.Keys
        from precision in Enum.GetValues<OnnxPrecision>()
        select new object[] { name, precision };

    [Theory]
    [MemberData(nameof(All))]
    public void Solve_AnyPlaceInAnyBatch_GivesTheSameBits(string name, OnnxPrecision precision)
    {
        const int Count = 203;
        EquationFamily family = _families[name];
        R2N2Network network = new(family, Superstructure.Krylov(2), new Coefficients(-0.4, -0.5, -0.6));
        byte[] model = network.ToOnnx(new() { Precision = precision, IterationLimit = 6 });
        InstanceBatch batch = Batch(family, Count);
        using var solver = engine.LoadSolver(model);
        SolveResult whole = solver.Solve(batch);

        AssertSame(whole, 0, solver.Solve(batch));
        foreach ((int start, int count) in ((int, int)[])[(0, 1), (1, 1), (3, 5), (17, 64), (101, 102), (202, 1)])
        {
            AssertSame(whole, start, solver.Solve(batch.Slice(start, count)));
        }

        foreach (ISolver other in engine.LoadSolvers(model))
        {
            using var disposed = other;
            AssertSame(whole, 0, other.Solve(batch));
            AssertSame(whole, 0, InBuffer(other, batch));
        }
    }

    // One instance that is decided with all care, and with it the batch: not finite, stalled, too small or too large to square.
    [Theory]
    [InlineData(OnnxPrecision.Float64, 1e-170, true)]
    [InlineData(OnnxPrecision.Float64, 1e170, true)]
    [InlineData(OnnxPrecision.Float64, double.NaN, true)]
    [InlineData(OnnxPrecision.Float64, 1e-170, false)]
    [InlineData(OnnxPrecision.Float64, 1e170, false)]
    [InlineData(OnnxPrecision.Float32, 1e-23, true)]
    [InlineData(OnnxPrecision.Float32, 1e25, true)]
    public void Solve_OddInstanceInTheBatch_LeavesTheBitsOfTheOthers(OnnxPrecision precision, double scale, bool isSafeguarded)
    {
        const int Count = 24;
        const int Odd = 11;
        R2N2Network network = new(ReferenceProblems.LinearFixed(), Superstructure.Krylov(4), ReferenceProblems.PublishedFixed);
        using var solver = engine.LoadSolver(network.ToOnnx(new()
        {
            Precision = precision,
            AbsoluteTolerance = null,
            RelativeTolerance = precision == OnnxPrecision.Float64 ? 1e-12 : 1e-5,
            Safeguard = isSafeguarded ? new() : null,
        }));
        double[] b = ReferenceProblems.LinearFixedData(Count, seed: 5)["b"].ToArray();
        double[] odd = [.. b.Select((value, i) => i / 5 == Odd ? value * scale : value)];

        SolveResult without = solver.Solve(InstanceBatch.Of(Count, ("b", b)));
        SolveResult with = solver.Solve(InstanceBatch.Of(Count, ("b", odd)));

        for (int i = 0; i < Count; i++)
        {
            if (i != Odd)
            {
                Assert.Equal(Bits(without[i].Solution), Bits(with[i].Solution));
                Assert.Equal(without[i].ResidualNorm, with[i].ResidualNorm);
                Assert.Equal(without[i].Iterations, with[i].Iterations);
                Assert.Equal(without[i].Status, with[i].Status);
            }
        }
    }

    // The loop computes norms with care only where one of the batch needs it, the written-out form always.
    [Theory]
    [InlineData(1)]
    [InlineData(1e-170)]
    [InlineData(1e170)]
    [InlineData(double.NaN)]
    public void Solve_FixedIterationsOneInstanceOfAnotherScale_GivesTheSameBitsInEitherForm(double scale)
    {
        const int Count = 24;
        const int Odd = 11;
        R2N2Network network = new(ReferenceProblems.LinearFixed(), Superstructure.Krylov(4), ReferenceProblems.PublishedFixed);
        double[] b = ReferenceProblems.LinearFixedData(Count, seed: 5)["b"].ToArray();
        InstanceBatch batch = InstanceBatch.Of(Count, ("b", [.. b.Select((value, i) => i / 5 == Odd ? value * scale : value)]));
        SolverExportOptions options = new() { AbsoluteTolerance = null, IterationLimit = 3, ResidualHistory = true };
        using var loop = engine.LoadSolver(network.ToOnnx(options));
        using var unrolled = engine.LoadSolver(network.ToOnnx(options with { Form = IterationForm.Unrolled }));

        SolveResult found = loop.Solve(batch);
        SolveResult expected = unrolled.Solve(batch);

        AssertSame(expected, 0, found);
        Assert.Equal(Bits(expected.ResidualHistory!.Value), Bits(found.ResidualHistory!.Value));
        Assert.True(double.IsNaN(scale) ? double.IsNaN(found.ResidualNorm.Span[Odd]) : found.ResidualNorm.Span[Odd] > 0);
    }

    private SolveResult InBuffer(ISolver solver, InstanceBatch batch)
    {
        BatchBuffer buffer = new(engine.RunnerOf(solver), batch.Count + 3);
        for (int i = 0; i < solver.Description.Inputs.Count; i++)
        {
            batch[solver.Description.Inputs[i].Name].Span.CopyTo(buffer.Input(i));
        }

        buffer.Solve(batch.Count);
        return new SolveResult(
            solver.Description.StateSize,
            buffer.Numbers(0)[..(batch.Count * solver.Description.StateSize)].ToArray(),
            buffer.Numbers(1)[..batch.Count].ToArray(),
            buffer.Integers(2)[..batch.Count].ToArray(),
            Array.ConvertAll(buffer.Integers(3)[..batch.Count].ToArray(), code => (SolveStatus)code));
    }

    private static void AssertSame(SolveResult whole, int start, SolveResult part)
    {
        for (int i = 0; i < part.Count; i++)
        {
            Assert.Equal(Bits(whole[start + i].Solution), Bits(part[i].Solution));
            Assert.Equal(BitConverter.DoubleToInt64Bits(whole[start + i].ResidualNorm), BitConverter.DoubleToInt64Bits(part[i].ResidualNorm));
            Assert.Equal(whole[start + i].Iterations, part[i].Iterations);
            Assert.Equal(whole[start + i].Status, part[i].Status);
        }
    }

    private static long[] Bits(ReadOnlyMemory<double> values) => [.. values.ToArray().Select(BitConverter.DoubleToInt64Bits)];

    private static EquationFamily Family(int size, Func<Expression, InstanceParameters, Expression> f) =>
        ProblemFamily.Equations("reproducible", size, [new("b", size)], f, InitialGuess.Zero);

    private static EquationFamily FamilyWithMatrix(int size) => ProblemFamily.Equations(
        "reproducible", size, [new("b", size), new("A", size, size)], (x, p) => x - (0.2 / size * (p["A"] * x)) - p["b"], InitialGuess.Zero);

    private static EquationFamily FamilyWithSystem(int size) => ProblemFamily.Equations(
        "reproducible",
        size,
        [new("b", size), new("A", size, size)],
        (x, p) => x - (0.2 * Solve((p["A"] * p["A"]) + Diag(2 + (x * x)), x + p["b"])),
        InitialGuess.Zero);

    private static InstanceBatch Batch(EquationFamily family, int count)
    {
        Random random = new(1);
        return InstanceBatch.Of(count, family.Inputs.Select(input =>
            (input.Name, Enumerable.Range(0, count * input.Shape.Size).Select(_ => (2 * random.NextDouble()) - 1).ToArray())));
    }

    public sealed class OverOnnxRuntime() : ReproducibilityTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : ReproducibilityTests(TestedEngine.Vectorised);
}
