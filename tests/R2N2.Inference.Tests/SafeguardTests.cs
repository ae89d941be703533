using R2N2.Inference.Tests.Engines;
using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Inference.Tests;

/// <summary>With a safeguard no instance ends worse than it began, whatever is asked of the solver, and every status is true.</summary>
public abstract class SafeguardTests(TestedEngine engine)
{
    private const int Many = 10_000;
    private const int Limit = 20;

    public static TheoryData<string> Names => [.. FarProblems.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Solve_TenThousandFarOutside_NeverEndsWorseAndNeverLies(string name)
    {
        SolverExportOptions options = new() { IterationLimit = Limit, Iterates = true, ResidualHistory = true };
        AssertTrue(FarProblems.Of(name), options, Many, double.BitIncrement(1) - 1);
    }

    // Not with CubicDerivatives, whose vectors can be so nearly dependent that two least-squares solvers share three digits.
    [Theory]
    [InlineData(nameof(FarProblems.Chandrasekhar))]
    [InlineData(nameof(FarProblems.ChandrasekharDerivatives))]
    [InlineData(nameof(FarProblems.Cubic))]
    [InlineData(nameof(FarProblems.Linear))]
    public void Solve_OneIterationFarOutside_MatchesPlainArithmetic(string name)
    {
        PlainProblem problem = FarProblems.Of(name);
        Agreement.WithPlain(engine, problem, problem.Instances(500), new() { IterationLimit = 1 }, 1e-6);
    }

    [Fact]
    public void FarVerdict_ResultsFalsified_AreFound()
    {
        PlainProblem problem = FarProblems.Cubic;
        SolverExportOptions options = new() { IterationLimit = Limit, Iterates = true };
        Dictionary<string, double[]>[] instances = problem.Instances(200);
        using var solver = engine.LoadSolver(problem.Network.ToOnnx(options));
        SolveResult found = solver.Solve(problem.Batch(instances));
        FarVerdict verdict = new(problem, options, double.BitIncrement(1) - 1);

        List<string?> objections = [];
        for (int i = 0; i < instances.Length; i++)
        {
            double[][] iterates = [.. found.Iterates!.Value.ToArray().Skip(i * 3 * (Limit + 1)).Take(3 * (Limit + 1)).Chunk(3)];
            SolvedInstance truth = found[i];
            SolvedInstance[] lies =
            [
                .. Enum.GetValues<SolveStatus>().Where(status => status != truth.Status).Select(status => truth with { Status = status }),
                truth with { ResidualNorm = (2 * truth.ResidualNorm) + 1 },
                truth with { Solution = new double[] { 1e3, 1e3, 1e3 } },
                truth with { Iterations = 0, Solution = iterates[0] },
            ];
            Assert.Null(verdict.Objection(instances[i], iterates, truth));
            objections.AddRange(lies.Select(lie => verdict.Objection(instances[i], iterates, lie)));
        }

        // But for the few instances where rounding errors decide.
        Assert.InRange(objections.Count(objection => objection is null), 0, objections.Count / 100);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Solve_SinglePrecisionFarOutside_NeverEndsWorseAndNeverLies(string name)
    {
        SolverExportOptions options = new() { IterationLimit = Limit, Iterates = true, Precision = OnnxPrecision.Float32 };
        AssertTrue(FarProblems.Of(name), options, 2000, MathF.BitIncrement(1) - 1);
    }

    // Not with a table for each iteration: those of later ones are at work by then.
    [Theory]
    [InlineData(nameof(FarProblems.Chandrasekhar))]
    [InlineData(nameof(FarProblems.Anderson))]
    public void Solve_SecondAttempt_GoesAsWithoutSafeguard(string name)
    {
        PlainProblem problem = FarProblems.Of(name);
        int m = problem.Family.StateSize;

        // Only with a preconditioner is there another attempt; this one changes nothing.
        double[,] one = new double[m, m];
        for (int i = 0; i < m; i++)
        {
            one[i, i] = 1;
        }

        R2N2Network given = problem.Network;
        R2N2Network network = new(
            problem.Family, given.Superstructure with { Preconditioner = Preconditioner.Constant(one) }, given.Coefficients);
        InstanceBatch batch = problem.Batch(problem.Instances(500));
        SolverExportOptions options = new() { IterationLimit = Limit, Iterates = true };
        using var safe = engine.LoadSolver(network.ToOnnx(options));
        using var free = engine.LoadSolver(network.ToOnnx(options with { Safeguard = null }));
        SolveResult found = safe.Solve(batch);
        SolveResult expected = free.Solve(batch);
        double[][] Iterates(SolveResult result, int i) =>
            [.. result.Iterates!.Value.Slice(i * m * (Limit + 1), m * (Limit + 1)).ToArray().Chunk(m)];

        int compared = 0;
        for (int i = 0; i < batch.Count; i++)
        {
            double[][] iterates = Iterates(found, i);
            int anew = Array.FindIndex(iterates, 1, x => x.SequenceEqual(iterates[0]));
            if (anew > 0 && anew + 3 < found[i].Iterations && expected[i].Iterations > 3)
            {
                double[] second = Iterates(expected, i)[2];
                Assert.All(second.Zip(iterates[anew + 2]), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * (1 + Math.Abs(pair.First))));
                compared++;
            }
        }

        Assert.True(compared > 20, $"{compared} second attempts were compared.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Solve_FarOutside_SolvesMoreThanWithout(string name)
    {
        PlainProblem problem = FarProblems.Of(name);
        InstanceBatch batch = problem.Batch(problem.Instances(2000));
        using var safe = engine.LoadSolver(problem.Network.ToOnnx());
        using var unsafeSolver = engine.LoadSolver(problem.Network.ToOnnx(new() { Safeguard = null }));

        SolveResult with = safe.Solve(batch);
        SolveResult without = unsafeSolver.Solve(batch);

        Assert.DoesNotContain(SolveStatus.NotFinite, with.Status.ToArray());
        Assert.InRange(Converged(with), 0.97 * Converged(without), 2000);
        Assert.True(Converged(with) > 400, $"Only {Converged(with)} of 2000 converge.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Solve_LoopAndUnrolled_GiveTheSameBits(string name)
    {
        (SolveResult loop, SolveResult unrolled) = InBothForms(name, new() { IterationLimit = 4, Safeguard = new() });

        AssertSame(loop, unrolled, [.. Enumerable.Range(0, loop.Count)]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Solve_LoopAndUnrolledInSinglePrecision_GiveTheSameNumbers(string name)
    {
        (SolveResult loop, SolveResult unrolled) = InBothForms(
            name, new() { IterationLimit = 1, Safeguard = new(), Precision = OnnxPrecision.Float32 });

        // ONNX Runtime multiplies single-precision matrices differently in a loop: the last digits of the vectors may differ,
        // and of least squares over nearly dependent ones more of them.
        double[] differences =
            [.. loop.ResidualNorm.ToArray().Zip(unrolled.ResidualNorm.ToArray(), (a, b) => a == b ? 0 : Math.Abs(a - b) / a).Order()];
        Assert.InRange(differences[9 * differences.Length / 10], 0, 1e-4);
        Assert.InRange(differences[^1], 0, 0.05);
        Assert.Equal(loop.Status.ToArray(), unrolled.Status.ToArray());
    }

    [Fact]
    public void Solve_InstancesThatDoNotNeedIt_KeepTheirBits()
    {
        PlainProblem problem = PlainProblems.ChandrasekharEvaluations;
        Dictionary<string, double[]>[] near = problem.Instances(64);
        Dictionary<string, double[]>[] mixed = problem.Instances(64);
        int[] far = [5, 6, 40];
        foreach (int i in far)
        {
            mixed[i]["X0"] = [.. mixed[i]["X0"].Select(value => 300 * value)];
        }

        mixed[50]["X0"][2] = double.NaN;
        using var without = engine.LoadSolver(problem.Network.ToOnnx(new() { Safeguard = null }));
        using var with = engine.LoadSolver(problem.Network.ToOnnx(new() { Safeguard = new() }));
        SolveResult expected = without.Solve(problem.Batch(near));
        SolveResult found = with.Solve(problem.Batch(mixed));

        AssertSame(expected, with.Solve(problem.Batch(near)), [.. Enumerable.Range(0, 64)]);
        AssertSame(expected, found, [.. Enumerable.Range(0, 64).Except([.. far, 50])]);
        Assert.Equal(SolveStatus.NotFinite, found[50].Status);
        Assert.All(far, i => Assert.Equal(SolveStatus.Converged, found[i].Status));
    }

    [Fact]
    public void Solve_LearnedStepUseless_SolvesLinearProblemsLikeGmres()
    {
        // Inner coefficients generate a Krylov space of all 5 dimensions; the assembly moves nothing.
        PlainProblem problem = FarProblems.Linear;
        R2N2Network idle = new(
            problem.Family, Superstructure.Krylov(5), new Coefficients(-0.1, 0, -0.1, 0, 0, -0.1, 0, 0, 0, -0.1, 0, 0, 0, 0, 0));
        using var solver = engine.LoadSolver(idle.ToOnnx(new() { AbsoluteTolerance = null, RelativeTolerance = 1e-9 }));

        SolveResult found = solver.Solve(problem.Batch(problem.Instances(200)));

        // One cycle is enough but for matrices that are nearly singular.
        Assert.InRange(found.Iterations.ToArray().Count(iterations => iterations == 1), 190, 200);
        Assert.InRange(Converged(found), 198, 200);
    }

    [Fact]
    public void Solve_SingularJacobian_StaysOrTakesTheBestThereIs()
    {
        // With A = diag(1, 0): solvable where b₂ = 0. With A = 0 there is nowhere to go.
        var family = ProblemFamily.Equations("singular", 2, [new("A", 2, 2), new("b", 2)], (x, p) => (p["A"] * x) - p["b"], InitialGuess.Zero);
        R2N2Network network = new(family, Superstructure.NewtonKrylov(3), new Coefficients(1, 1, 1, 5, 5, 5));
        using var solver = engine.LoadSolver(network.ToOnnx());
        var batch = InstanceBatch.Of(3, ("A", [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]), ("b", [3, 0, 3, 4, 1, 1]));

        SolveResult found = solver.Solve(batch);

        Assert.Equal([SolveStatus.Converged, SolveStatus.Stalled, SolveStatus.Stalled], found.Status.ToArray());
        Assert.Equal([3, 0], found[0].Solution.ToArray());
        Assert.InRange(found[1].ResidualNorm, 4, 4.2);
        Assert.Equal([0, 0], found[2].Solution.ToArray());
        Assert.Equal(Math.Sqrt(2), found[2].ResidualNorm, 1e-15);
        Assert.Equal(1, found[2].Iterations);
    }

    [Fact]
    public void Solve_ToleranceLessThanAThousandthBelow_IsReached()
    {
        // From x = 0.02 a quarter of the learned step leads to the minimum, which is just below the tolerance.
        var family = ProblemFamily.Equations("minimum", 1, x => (x * x) + (1 - (1.0 / 4096)));
        R2N2Network network = new(family, Superstructure.Krylov(1), new Coefficients(-0.08));
        using var solver = engine.LoadSolver(network.ToOnnx(new() { AbsoluteTolerance = 1 }));

        SolveResult found = solver.Solve(InstanceBatch.Of(1, ("X0", [0.02])));

        Assert.Equal(SolveStatus.Converged, found[0].Status);
        Assert.Equal(1, found[0].Iterations);
        Assert.Equal(0, found[0].Solution.Span[0], 1e-4);
    }

    [Fact]
    public void Solve_LearnedStepNotFinite_IsReplaced()
    {
        // The learned step leaves the domain of the logarithm from anywhere above 1.
        var family = ProblemFamily.Equations("logarithm", 1, x => Log(x));
        R2N2Network network = new(family, Superstructure.Krylov(2), new Coefficients(-50, -50, 0));
        using var solver = engine.LoadSolver(network.ToOnnx());

        SolveResult found = solver.Solve(InstanceBatch.Of(3, ("X0", [2, 1.5, 1])));

        Assert.Equal(Enumerable.Repeat(SolveStatus.Converged, 3), found.Status.ToArray());
        Assert.All(found.Solution.ToArray(), x => Assert.Equal(1, x, 1e-9));
    }

    private void AssertTrue(PlainProblem problem, SolverExportOptions options, int count, double unit)
    {
        Dictionary<string, double[]>[] instances = problem.Instances(count);
        if (options.Precision == OnnxPrecision.Float32)
        {
            // What the file sees.
            instances = [.. instances.Select(instance => instance.ToDictionary(
                input => input.Key, input => input.Value.Select(value => (double)(float)value).ToArray()))];
        }

        using var solver = engine.LoadSolver(problem.Network.ToOnnx(options));
        SolveResult found = solver.Solve(problem.Batch(instances));
        FarVerdict verdict = new(problem, options, unit);
        int m = found.StateSize;
        string[] objections =
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                ReadOnlyMemory<double> iterates = found.Iterates!.Value.Slice(i * m * (Limit + 1), m * (Limit + 1));
                return verdict.Objection(instances[i], [.. iterates.ToArray().Chunk(m)], found[i]) is string objection ? $"{i} {objection}" : null;
            }).OfType<string>(),
        ];
        Assert.True(objections.Length == 0, $"{objections.Length} of {count}: {string.Join("; ", objections.Take(5))}");
    }

    private (SolveResult Loop, SolveResult Unrolled) InBothForms(string name, SolverExportOptions options)
    {
        PlainProblem problem = FarProblems.Of(name);
        InstanceBatch batch = problem.Batch(problem.Instances(300));
        using var loop = engine.LoadSolver(problem.Network.ToOnnx(options));
        using var unrolled = engine.LoadSolver(problem.Network.ToOnnx(options with { Form = IterationForm.Unrolled }));
        return (loop.Solve(batch), unrolled.Solve(batch));
    }

    private static int Converged(SolveResult result) => result.Status.ToArray().Count(status => status == SolveStatus.Converged);

    private static void AssertSame(SolveResult expected, SolveResult found, int[] instances)
    {
        Assert.All(instances, i =>
        {
            Assert.Equal(expected[i].Solution.ToArray(), found[i].Solution.ToArray());
            Assert.Equal(expected[i].ResidualNorm, found[i].ResidualNorm);
            Assert.Equal(expected[i].Iterations, found[i].Iterations);
            Assert.Equal(expected[i].Status, found[i].Status);
        });
    }

    public sealed class OverOnnxRuntime() : SafeguardTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : SafeguardTests(TestedEngine.Vectorised);
}
