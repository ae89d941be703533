using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>What a user may choose of a file besides the iteration: names, the start, what is recorded.</summary>
public sealed class ExportChoicesTests
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
    public void ToOnnx_NamesChosen_AreThoseOfTheFile()
    {
        using InferenceSession session = new(Linear.Network.ToOnnx(new() { InputNames = _inputNames, OutputNames = _outputNames }));

        Assert.Equal(["matrix", "right side"], session.InputNames);
        Assert.Equal(["x", SolverOutputs.ResidualNorm, SolverOutputs.Iterations, "how"], session.OutputNames);
    }

    [Fact]
    public void Solve_NamesChosen_IsCalledByThoseOfTheFamily()
    {
        InstanceBatch batch = Linear.Batch(Linear.Instances(20));
        SolverExportOptions renamed = new() { InputNames = _inputNames, OutputNames = _outputNames, Iterates = true, IterationLimit = 9 };
        using var plain = OnnxSolver.Load(Linear.Network.ToOnnx(renamed with { InputNames = new Dictionary<string, string>() }));
        using var solver = OnnxSolver.Load(Linear.Network.ToOnnx(renamed));

        SolveResult found = solver.Solve(batch);

        Assert.Equal(["A", "b"], solver.Description.Inputs.Select(input => input.Name));
        Assert.Equal(plain.Solve(batch).Iterates!.Value.ToArray(), found.Iterates!.Value.ToArray());
        BatchBuffer buffer = new(solver.Runner, 20);
        batch["A"].Span.CopyTo(buffer.Input(0));
        batch["b"].Span.CopyTo(buffer.Input(1));
        buffer.Solve(20);
        Assert.Equal(found.Solution.ToArray(), buffer.Numbers(0)[..100].ToArray());
    }

    [Fact]
    public void ToOnnx_NamesThatCannotBe_AreRefused()
    {
        string Refused(Dictionary<string, string> inputs, Dictionary<string, string> outputs) => Assert.ThrowsAny<ArgumentException>(
            () => Linear.Network.ToOnnx(new() { InputNames = inputs, OutputNames = outputs })).Message;

        Assert.Contains("'c'; the file has A, b", Refused(new() { ["c"] = "d" }, []), StringComparison.Ordinal);
        Assert.Contains("'Iterates'; the file has Solution", Refused([], new() { ["Iterates"] = "d" }), StringComparison.Ordinal);
        Assert.Contains("called 'b'", Refused(new() { ["A"] = "b" }, []), StringComparison.Ordinal);
        Assert.Contains("called 'A'", Refused([], new() { ["Status"] = "A" }), StringComparison.Ordinal);
        Assert.Contains("must not be empty", Refused(new() { ["A"] = " " }, []), StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_StartOfTheFile_IsThatStartGivenByTheInstances()
    {
        InstanceBatch batch = Linear.Batch(Linear.Instances(20));
        double[] start = [1, 2, 3, 4, 5];
        R2N2Network given = Linear.Network.WithFamily(Linear.Family.WithInitialGuess(InitialGuess.Given("guess")));
        using var byFile = OnnxSolver.Load(given.ToOnnx(new() { InitialGuess = InitialGuess.Constant(start) }));
        using var byInstance = OnnxSolver.Load(Linear.Network.ToOnnx(new() { InitialGuess = InitialGuess.Given("guess") }));

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

    [Fact]
    public void ToOnnx_StartThatCannotBe_IsRefused()
    {
        string Refused(PlainProblem problem, InitialGuess guess) =>
            Assert.Throws<ArgumentException>(() => problem.Network.ToOnnx(new() { InitialGuess = guess })).Message;

        Assert.Contains("no input", Refused(Chandrasekhar, InitialGuess.Zero), StringComparison.Ordinal);
        Assert.Contains("has 3 numbers; the family has 5", Refused(Linear, InitialGuess.Constant(1, 2, 3)), StringComparison.Ordinal);
        Assert.Contains("'b'", Refused(Linear, InitialGuess.Given("b")), StringComparison.Ordinal);
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
        using var recording = OnnxSolver.Load(Chandrasekhar.Network.ToOnnx(options with { ResidualHistory = true, Iterates = true }));
        SolveResult found = recording.Solve(batch);
        double[] norms = found.ResidualHistory!.Value.ToArray();
        double[] iterates = found.Iterates!.Value.ToArray();

        for (int k = 1; k <= Limit; k++)
        {
            using var shorter = OnnxSolver.Load(Chandrasekhar.Network.ToOnnx(options with { IterationLimit = k }));
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

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_RecordedAndNoRows_GivesNoRows(IterationForm form, bool tolerance, OnnxPrecision precision)
    {
        using InferenceSession session = new(Chandrasekhar.Network.ToOnnx(new()
        {
            AbsoluteTolerance = tolerance ? 1e-4 : null,
            Form = form,
            Precision = precision,
            IterationLimit = 3,
            Safeguard = new(),
            ResidualHistory = true,
            Iterates = true,
        }));
        NamedOnnxValue none = precision == OnnxPrecision.Float64
            ? NamedOnnxValue.CreateFromTensor("X0", new DenseTensor<double>([0, 10]))
            : NamedOnnxValue.CreateFromTensor("X0", new DenseTensor<float>([0, 10]));
        using var outputs = session.Run([none]);

        Assert.Equal([0, 4], Dimensions(outputs.Single(output => output.Name == SolverOutputs.ResidualHistory)));
        Assert.Equal([0, 4, 10], Dimensions(outputs.Single(output => output.Name == SolverOutputs.Iterates)));
        Assert.Equal(["N", "", ""], session.OutputMetadata[SolverOutputs.Iterates].SymbolicDimensions);
        Assert.Equal([-1, 4, 10], session.OutputMetadata[SolverOutputs.Iterates].Dimensions);

        int[] Dimensions(DisposableNamedOnnxValue value) => precision == OnnxPrecision.Float64
            ? value.AsTensor<double>().Dimensions.ToArray()
            : value.AsTensor<float>().Dimensions.ToArray();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public void Solve_RecordedInBlocks_IsTheSameAsAtOnce(int blockSize)
    {
        InstanceBatch batch = Chandrasekhar.Batch(Chandrasekhar.Instances(301));
        byte[] model = Chandrasekhar.Network.ToOnnx(new() { IterationLimit = 4, ResidualHistory = true, Iterates = true });
        using var whole = OnnxSolver.Load(model, new() { BlockSize = 304 });
        using var blocks = OnnxSolver.Load(model, new() { BlockSize = blockSize, Threads = 2 });

        SolveResult expected = whole.Solve(batch);
        SolveResult found = blocks.Solve(batch);

        Assert.Equal(expected.ResidualHistory!.Value.ToArray(), found.ResidualHistory!.Value.ToArray());
        Assert.Equal(expected.Iterates!.Value.ToArray(), found.Iterates!.Value.ToArray());
    }
}
