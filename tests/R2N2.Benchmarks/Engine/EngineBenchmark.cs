namespace R2N2.Benchmarks.Engine;

/// <summary>What an instance costs by every engine, beside the usual approach and what could be had at best.</summary>
internal static class EngineBenchmark
{
    public static void Run(Figures figures)
    {
        Figures.Note($"engine: {Environment.ProcessorCount} threads");
        new BatchBenchmark("chandrasekhar.batch", 10, 20_000) { Expected = "<= onnx / 3, newtonLu / 5, 1.5 handWritten" }.Run(figures);
        SingleBenchmark.Run(figures);
        new BatchBenchmark("chandrasekhar100.batch", 100, 2_000) { Expected = "<= onnx / 1.2, 1.5 handWritten", Warmup = 20, Rounds = 21 }.Run(figures);
        new BatchBenchmark("chandrasekhar1000.batch", 1_000, 64) { Expected = "<= onnx, 1.5 handWritten", Warmup = 2, Rounds = 7, NewtonRows = 2 }.Run(figures);
        TailBenchmark.Run(figures);
        RolloutBenchmark.Run(figures);
        AllocationBenchmark.Run(figures);
    }
}
