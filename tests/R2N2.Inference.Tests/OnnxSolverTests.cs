using R2N2.Reference;

namespace R2N2.Inference.Tests;

public sealed class OnnxSolverTests
{
    private static PlainProblem Problem => PlainProblems.LinearRandom;

    [Fact]
    public void Solve_NoInstances_GivesAnEmptyResult()
    {
        using var solver = OnnxSolver.Load(Problem.Network.ToOnnx());

        SolveResult found = solver.Solve(Problem.Batch([]));

        Assert.Equal(0, found.Count);
        Assert.Equal(5, found.StateSize);
        Assert.Equal(0, found.Solution.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => found[0]);
    }

    [Fact]
    public void Solve_ColumnMissing_NamesItAndWhatIsThere()
    {
        using var solver = OnnxSolver.Load(Problem.Network.ToOnnx());

        var error = Assert.Throws<ArgumentException>(() => solver.Solve(InstanceBatch.Of(1, ("b", new double[5]))));

        Assert.Contains("'A'", error.Message, StringComparison.Ordinal);
        Assert.Contains("they have b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_ColumnOfAnotherLength_NamesBothLengths()
    {
        using var solver = OnnxSolver.Load(Problem.Network.ToOnnx());

        var error = Assert.Throws<ArgumentException>(
            () => solver.Solve(InstanceBatch.Of(2, ("A", new double[50]), ("b", new double[9]))));

        Assert.Contains("'b' has 9", error.Message, StringComparison.Ordinal);
        Assert.Contains("need 10", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(1000, 1)]
    public void Solve_AnyBlocksAndThreads_GiveTheSameResults(int blockSize, int threads)
    {
        byte[] model = Problem.Network.ToOnnx(new() { IterationLimit = 12 });
        InstanceBatch batch = Problem.Batch(Problem.Instances(100));
        using var plain = OnnxSolver.Load(model, new() { BlockSize = 100, Threads = 1 });
        using var blocked = OnnxSolver.Load(model, new() { BlockSize = blockSize, Threads = threads });

        SolveResult expected = plain.Solve(batch);
        SolveResult found = blocked.Solve(batch);

        Assert.Equal(expected.Iterations.ToArray(), found.Iterations.ToArray());
        Assert.Equal(expected.Status.ToArray(), found.Status.ToArray());
        Assert.All(expected.Solution.ToArray().Zip(found.Solution.ToArray()), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-13));
    }

    [Fact]
    public void Solve_FromSeveralThreadsAtOnce_GivesEachItsOwnResults()
    {
        using var solver = OnnxSolver.Load(Problem.Network.ToOnnx(new() { IterationLimit = 12 }));
        InstanceBatch[] batches = [.. Enumerable.Range(0, 8).Select(seed => Problem.Batch(Problem.Instances(50, seed)))];
        double[][] expected = [.. batches.Select(batch => solver.Solve(batch).Solution.ToArray())];

        Parallel.For(0, 64, i => Assert.Equal(expected[i % 8], solver.Solve(batches[i % 8]).Solution.ToArray()));
    }

    [Fact]
    public void Solve_SliceOfABatch_NeedsNoCopy()
    {
        using var solver = OnnxSolver.Load(Problem.Network.ToOnnx(new() { IterationLimit = 12 }));
        InstanceBatch batch = Problem.Batch(Problem.Instances(40));

        SolveResult whole = solver.Solve(batch);
        SolveResult part = solver.Solve(batch.Slice(10, 5));

        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(whole[10 + i].Iterations, part[i].Iterations));
        Assert.Equal(whole.ResidualNorm.ToArray()[10..15].Select(norm => norm < 1e-10), part.ResidualNorm.ToArray().Select(norm => norm < 1e-10));
    }

    [Fact]
    public void Buffer_FilledAndSolvedAgainAndAgain_MatchesSolve()
    {
        using var solver = OnnxSolver.Load(Problem.Network.ToOnnx(new() { IterationLimit = 12 }));
        BatchBuffer buffer = new(solver.Runner, 30);
        foreach (int count in (int[])[30, 30, 7, 0])
        {
            InstanceBatch batch = Problem.Batch(Problem.Instances(count, seed: count));
            for (int i = 0; i < solver.Description.Inputs.Count; i++)
            {
                batch[solver.Description.Inputs[i].Name].Span.CopyTo(buffer.Input(i));
            }

            buffer.Solve(count);

            SolveResult expected = solver.Solve(batch);
            Assert.Equal(expected.Solution.ToArray(), buffer.Numbers(0)[..(5 * count)].ToArray());
            Assert.Equal(expected.ResidualNorm.ToArray(), buffer.Numbers(1)[..count].ToArray());
            Assert.Equal(expected.Iterations.ToArray(), buffer.Integers(2)[..count].ToArray());
            Assert.Equal(expected.Status.ToArray().Select(status => (long)status), buffer.Integers(3)[..count].ToArray());
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Solve(31));
    }

    [Fact]
    public void Load_AnotherEngineAskedFor_IsRefused()
    {
        InferenceOptions options = new() { Engine = Engine.Vectorised };
        R2N2Integrator integrator = new(ProblemFamily.InitialValue("decay", 1, y => -y), ButcherTableau.Heun);

        string solver = Assert.Throws<ArgumentException>(() => OnnxSolver.Load(Problem.Network.ToOnnx(), options)).Message;
        string other = Assert.Throws<ArgumentException>(() => OnnxIntegrator.Load(integrator.ToOnnx(), options)).Message;

        Assert.Contains("OnnxSolver is OnnxRuntime; its options ask for the engine Vectorised", solver, StringComparison.Ordinal);
        Assert.Contains("OnnxIntegrator is OnnxRuntime; its options ask for the engine Vectorised", other, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ColumnsOfACallerWithMoreRows_SolvesThoseCountedOnly()
    {
        using var solver = OnnxSolver.Load(Problem.Network.ToOnnx());
        InstanceBatch batch = Problem.Batch(Problem.Instances(21));
        ReadOnlyMemory<double>[] inputs = [.. solver.Description.Inputs.Select(input => batch[input.Name])];
        double[][] before = [.. inputs.Select(input => input.ToArray())];
        var columns = BatchColumns.For(solver.Runner.Signature, batch.Count, inputs);
        columns.Numbers[0].Span.Fill(7);
        columns.Integers[3].Span.Fill(7);

        solver.Runner.Run(columns, 13);

        Assert.Equal(solver.Solve(batch).Solution.ToArray()[..(13 * 5)], columns.Numbers[0].ToArray()[..(13 * 5)]);
        Assert.All(columns.Numbers[0].ToArray()[(13 * 5)..], value => Assert.Equal(7, value));
        Assert.All(columns.Integers[3].ToArray()[13..], value => Assert.Equal(7, value));
        Assert.Equal(before, inputs.Select(input => input.ToArray()));
    }

    [Fact]
    public void Solve_AfterDispose_IsRefused()
    {
        var solver = OnnxSolver.Load(Problem.Network.ToOnnx());
        solver.Dispose();

        Assert.Throws<ObjectDisposedException>(() => solver.Solve(Problem.Batch(Problem.Instances(1))));
    }

    [Fact]
    public void Dispose_WhileOthersSolve_LetsThemFinish()
    {
        InstanceBatch batch = Problem.Batch(Problem.Instances(300));
        for (int round = 0; round < 20; round++)
        {
            var solver = OnnxSolver.Load(Problem.Network.ToOnnx());
            int solved = 0;
            int refused = 0;
            Parallel.For(0, 8, i =>
            {
                try
                {
                    Assert.Equal(300, solver.Solve(batch).Count);
                    Interlocked.Increment(ref solved);
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref refused);
                }

                if (i == round % 8)
                {
                    solver.Dispose();
                }
            });

            Assert.Equal(8, solved + refused);
            Assert.Throws<ObjectDisposedException>(() => solver.Solve(batch));
        }
    }

    [Fact]
    public void Load_FromFile_SolvesLikeFromMemory()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        try
        {
            Problem.Network.SaveOnnx(path);
            using var solver = OnnxSolver.Load(path);

            Assert.Equal("linear-random", solver.Description.FamilyName);
            Assert.Equal(3, solver.Solve(Problem.Batch(Problem.Instances(3))).Count);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Load_SomethingElse_SaysSo()
    {
        Assert.Throws<OnnxFormatException>(() => OnnxSolver.Load("not a model"u8.ToArray()));
        Assert.Throws<FileNotFoundException>(() => OnnxSolver.Load(Path.Combine(Path.GetTempPath(), "there-is-no-such.onnx")));
    }

    [Fact]
    public void Load_CudaWithoutItsPackage_NamesWhatIsThereAndTheRemedy()
    {
        string[] available = Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetAvailableProviders();
        if (available.Contains("CUDAExecutionProvider"))
        {
            using var solver = OnnxSolver.Load(Problem.Network.ToOnnx(), new() { Provider = ExecutionProvider.Cuda });
            Assert.Equal(3, solver.Solve(Problem.Batch(Problem.Instances(3))).Count);
            return;
        }

        var error = Assert.Throws<InvalidOperationException>(
            () => OnnxSolver.Load(Problem.Network.ToOnnx(), new() { Provider = ExecutionProvider.Cuda }));

        Assert.Contains("CPUExecutionProvider", error.Message, StringComparison.Ordinal);
        Assert.Contains("Microsoft.ML.OnnxRuntime.Gpu", error.Message, StringComparison.Ordinal);
        Assert.Contains("R2N2Accelerator=cuda", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new InferenceOptions { Threads = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new InferenceOptions { BlockSize = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new InferenceOptions { DeviceId = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new InferenceOptions { Provider = (ExecutionProvider)9 });
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(100, 2)]
    [InlineData(2048, 1)]
    [InlineData(20_000, 2)]
    [InlineData(20_001, 16)]
    public void BlockPlan_AnyCount_CoversEveryInstanceOnce(int count, int threads)
    {
        using var solver = OnnxSolver.Load(Problem.Network.ToOnnx());
        foreach (int blockSize in (int[])[0, 1, 7, 5000])
        {
            var plan = BlockPlan.For(count, BatchSignature.Of(solver.Description).Width, new() { Threads = threads, BlockSize = blockSize });

            Assert.True(plan.Rows * plan.Blocks >= count);
            Assert.True(count == 0 ? plan.Blocks == 0 : plan.Rows * (plan.Blocks - 1) < count);
            Assert.True(blockSize == 0 || plan.Rows <= blockSize);
            Assert.InRange(plan.Threads, 0, threads);
        }
    }
}
