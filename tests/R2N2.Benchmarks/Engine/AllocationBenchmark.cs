namespace R2N2.Benchmarks.Engine;

/// <summary>What the vectorised engine takes from the garbage collector once it is warm, alone and in batches, into the caller's memory.</summary>
internal static class AllocationBenchmark
{
    private const int Unknowns = 10;
    private const int Rows = 20_000;
    // Until what is used much is compiled, and every width of a block was needed once.
    private const int Warmup = 500;
    private const int Calls = 100;

    public static void Run(Figures figures)
    {
        Figures.Note($"allocatedBytesPerSolve: one instance, and {Rows:N0}; the larger");
        ChandrasekharCase problem = new(Unknowns, Rows);
        using var solver = Solver.Load(problem.Model);
        var solution = new double[Unknowns];
        var columns = BatchColumns.For(solver.Runner.Signature, Rows, [problem.Guesses]);
        long alone = Bytes(() => solver.Solve(problem.Guesses.AsSpan(0, Unknowns), solution));
        long batch = Bytes(() => solver.Runner.Run(columns, Rows));
        figures.Add("allocatedBytesPerSolve", Math.Max(alone, batch), "0");
    }

    // Of the middle call: one that meets a new width of a block makes room for it, once.
    private static long Bytes(Action solve)
    {
        long[] bytes = new long[Calls];
        for (int i = -Warmup; i < Calls; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            solve();
            if (i >= 0)
            {
                bytes[i] = GC.GetTotalAllocatedBytes(precise: true) - before;
            }
        }

        Figures.Note($"allocatedBytesPerSolve: {bytes.Sum():N0} bytes in {Calls} calls, at most {bytes.Max():N0} in one");
        Array.Sort(bytes);
        return bytes[Calls / 2];
    }
}
