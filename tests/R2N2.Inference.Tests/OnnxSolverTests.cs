using R2N2.Reference;

namespace R2N2.Inference.Tests;

public sealed class OnnxSolverTests
{
    private static PlainProblem Problem => PlainProblems.LinearRandom;

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
