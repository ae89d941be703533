using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace R2N2.Benchmarks.Inference;

/// <summary>What solving 20,000 instances of 10 unknowns costs: by four roads over the same file.</summary>
internal static class InferenceBenchmark
{
    private const double NanosecondsPerMillisecond = 1e6;

    public static void Run(Figures figures)
    {
        Figures.Note($"inference: {SolverRoads.Rows:N0} rows, default export (Loop, tolerance 1e-10, safeguard)");
        Dictionary<string, double> medians = Medians();
        figures.Add("applyOnnxModel", medians[nameof(SolverRoads.ApplyOnnxModel)]);
        figures.Add("transform", medians[nameof(SolverRoads.Transform)], "<= applyOnnxModel / 100");
        figures.Add("solver", medians[nameof(SolverRoads.Solver)]);
        figures.Add("session", medians[nameof(SolverRoads.Session)]);
        figures.Add(
            "transformSpeedup", medians[nameof(SolverRoads.ApplyOnnxModel)] / medians[nameof(SolverRoads.Transform)], ">= 100");
        using SolverRoads roads = new();
        roads.Setup();
        figures.Add("transformOverSession", Warm(() => roads.Transform()) / Warm(() => roads.Session()), "<= 1.5");
    }

    // Warm to the last loop, which takes more rounds than the slowest road leaves time for. One after the other: ONNX Runtime's
    // threads spin for a while after a call, at the cost of what follows.
    private static double Warm(Action road) => InTurn.Medians(warmup: 100, rounds: 101, road)[0];

    // In milliseconds, by method.
    private static Dictionary<string, double> Medians()
    {
        // In this process, one call at a time: a call is long enough to be timed alone. Warm enough for the final machine code.
        Job job = Job.Default
            .WithToolchain(new InProcessNoEmitToolchain(logOutput: false))
            .WithInvocationCount(1)
            .WithUnrollFactor(1)
            .WithGcForce(false)
            .WithWarmupCount(16)
            .WithIterationCount(15);
        ManualConfig config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance)
            .WithOptions(ConfigOptions.DisableOptimizationsValidator);
        Summary summary = BenchmarkRunner.Run<SolverRoads>(config);
        return summary.Reports.ToDictionary(
            report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
            report => report.ResultStatistics!.Median / NanosecondsPerMillisecond);
    }
}
