using R2N2.Inference.Tests.Engines;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>Solvers whose files have other names, another start, or record what they do.</summary>
public abstract class SolverChoicesTests(TestedEngine engine)
{
    private static readonly Dictionary<string, string> _inputNames = new() { ["A"] = "matrix", ["b"] = "right side" };
    private static readonly Dictionary<string, string> _outputNames = new() { [SolverOutputs.Solution] = "x", [SolverOutputs.Status] = "how" };

    private static PlainProblem Linear => PlainProblems.LinearRandom;

    private static PlainProblem Chandrasekhar => PlainProblems.ChandrasekharEvaluations;

    public static IEnumerable<object[]> Kinds =>
        from form in Enum.GetValues<IterationForm>()
        from tolerance in (bool[])[true, false]
        from precision in Enum.GetValues<OnnxPrecision>()
        select new object[] { form, tolerance, precision };

    [Fact]
    public void Solve_NamesChosen_IsCalledByThoseOfTheFamily()
    {
        InstanceBatch batch = Linear.Batch(Linear.Instances(20));
        SolverExportOptions renamed = new() { InputNames = _inputNames, OutputNames = _outputNames, Iterates = true, IterationLimit = 9 };
        using var plain = engine.LoadSolver(Linear.Network.ToOnnx(renamed with { InputNames = new Dictionary<string, string>() }));
        using var solver = engine.LoadSolver(Linear.Network.ToOnnx(renamed));

        SolveResult found = solver.Solve(batch);

        Assert.Equal(["A", "b"], solver.Description.Inputs.Select(input => input.Name));
        Assert.Equal(plain.Solve(batch).Iterates!.Value.ToArray(), found.Iterates!.Value.ToArray());
        BatchBuffer buffer = new(engine.RunnerOf(solver), 20);
        batch["A"].Span.CopyTo(buffer.Input(0));
        batch["b"].Span.CopyTo(buffer.Input(1));
        buffer.Solve(20);
        Assert.Equal(found.Solution.ToArray(), buffer.Numbers(0)[..100].ToArray());
    }

    [Fact]
    public void Solve_StartOfTheFile_IsThatStartGivenByTheInstances()
    {
        InstanceBatch batch = Linear.Batch(Linear.Instances(20));
        double[] start = [1, 2, 3, 4, 5];
        R2N2Network given = Linear.Network.WithFamily(Linear.Family.WithInitialGuess(InitialGuess.Given("guess")));
        using var byFile = engine.LoadSolver(given.ToOnnx(new() { InitialGuess = InitialGuess.Constant(start) }));
        using var byInstance = engine.LoadSolver(Linear.Network.ToOnnx(new() { InitialGuess = InitialGuess.Given("guess") }));

        SolveResult expected = byInstance.Solve(InstanceBatch.Of(
            20,
            [
                .. batch.Names.Select(name => (name, batch[name].ToArray())),
                ("guess", Enumerable.Repeat(start, 20).SelectMany(value => value).ToArray()),
            ]));
        SolveResult found = byFile.Solve(batch);

        Assert.Equal(["A", "b"], byFile.Description.Inputs.Select(input => input.Name));
        Assert.Null(byFile.Description.InitialGuessName);
        Assert.Equal("guess", byInstance.Description.InitialGuessName);
        Assert.Equal(expected.Solution.ToArray(), found.Solution.ToArray());
        Assert.Equal(expected.Iterations.ToArray(), found.Iterations.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Solve_Recorded_IsWhatSolversOfEveryLimitReturn(IterationForm form, bool tolerance, OnnxPrecision precision)
    {
        const int Limit = 4;
        const int Count = 13;
        InstanceBatch batch = Chandrasekhar.Batch(Chandrasekhar.Instances(Count));
        SolverExportOptions options = new()
        {
            AbsoluteTolerance = tolerance ? 1e-4 : null,
            Form = form,
            Precision = precision,
            IterationLimit = Limit,
        };
        using var recording = engine.LoadSolver(Chandrasekhar.Network.ToOnnx(options with { ResidualHistory = true, Iterates = true }));
        SolveResult found = recording.Solve(batch);
        double[] norms = found.ResidualHistory!.Value.ToArray();
        double[] iterates = found.Iterates!.Value.ToArray();

        for (int k = 1; k <= Limit; k++)
        {
            using var shorter = engine.LoadSolver(Chandrasekhar.Network.ToOnnx(options with { IterationLimit = k }));
            SolveResult expected = shorter.Solve(batch);
            Assert.Null(expected.ResidualHistory);
            Assert.Null(expected.Iterates);
            for (int i = 0; i < Count; i++)
            {
                Assert.Equal(expected[i].ResidualNorm, norms[(i * (Limit + 1)) + k]);
                Assert.Equal(expected[i].Solution.ToArray(), iterates.AsSpan(((i * (Limit + 1)) + k) * 10, 10).ToArray());
            }
        }

        Assert.All(Enumerable.Range(0, Count), i => Assert.Equal(
            batch["X0"].Span[i * 10], iterates[i * (Limit + 1) * 10], precision == OnnxPrecision.Float64 ? 0 : 1e-6));
    }

    [Fact]
    public void Solve_RecordedInOtherBlocks_IsTheSame()
    {
        InstanceBatch batch = Chandrasekhar.Batch(Chandrasekhar.Instances(301));
        byte[] model = Chandrasekhar.Network.ToOnnx(new() { IterationLimit = 4, ResidualHistory = true, Iterates = true });
        using var whole = engine.LoadSolver(model);
        SolveResult expected = whole.Solve(batch);
        foreach (ISolver other in engine.LoadSolvers(model))
        {
            using var disposed = other;
            SolveResult found = other.Solve(batch);

            Assert.Equal(expected.ResidualHistory!.Value.ToArray(), found.ResidualHistory!.Value.ToArray());
            Assert.Equal(expected.Iterates!.Value.ToArray(), found.Iterates!.Value.ToArray());
        }
    }

    public sealed class OverOnnxRuntime() : SolverChoicesTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : SolverChoicesTests(TestedEngine.Vectorised);
}
