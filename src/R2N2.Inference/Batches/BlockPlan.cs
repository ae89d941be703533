namespace R2N2;

/// <summary>How a batch is cut into blocks, one session call each.</summary>
/// <param name="Rows">The instances of a block; the last may have fewer.</param>
/// <param name="Blocks">The number of blocks.</param>
/// <param name="Threads">How many are solved at the same time.</param>
internal readonly record struct BlockPlan(int Rows, int Blocks, int Threads)
{
    // On two cores, 20,000 instances of a 10-unknown solver with a safeguard: 9.2 ms in blocks of 2,048, 8.7 of 4,096, as many on
    // each core; 16 ms in one block on one. Each of a file's some 50 operators costs microseconds a call, however many rows.
    private const int NumbersOfCpuBlock = 40_960;
    private const int NumbersOfGpuBlock = 1 << 24;
    private const int FewestRows = 64;
    private const int MostCpuRows = 4_096;

    /// <summary>The plan for a batch.</summary>
    /// <param name="count">The number of instances.</param>
    /// <param name="width">The numbers of an instance.</param>
    /// <param name="options">The caller's choices.</param>
    public static BlockPlan For(int count, int width, InferenceOptions options)
    {
        bool gpu = options.Provider == ExecutionProvider.Cuda;
        int threads = gpu ? 1 : options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        int rows = options.BlockSize;
        if (rows == 0)
        {
            rows = gpu
                ? Math.Max(NumbersOfGpuBlock / width, FewestRows)
                : Math.Clamp(NumbersOfCpuBlock / width, FewestRows, MostCpuRows);

            // Few instances are shared out too, as long as a call is worth its cost.
            rows = Math.Min(rows, Math.Max(FewestRows, Divide(count, threads)));
            rows = AlignedMemory.RoundUp(rows);
        }

        int blocks = Divide(count, rows);
        if (blocks == 0)
        {
            return default;
        }

        if (options.BlockSize == 0 && blocks > 1)
        {
            // As many for every thread.
            blocks = threads * Divide(blocks, threads);
        }

        // Blocks of equal size, and whole lines of memory where the caller's begins at one.
        int even = Math.Min(AlignedMemory.RoundUp(Divide(count, blocks)), rows);
        blocks = Divide(count, even);
        return new BlockPlan(even, blocks, Math.Min(threads, blocks));
    }

    private static int Divide(int count, int by) => (count + by - 1) / by;
}
