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
    private const int MostCpuRows = 4_096;
    private const int FewestRows = 64;

    /// <summary>The plan for a batch.</summary>
    /// <param name="count">The number of instances.</param>
    /// <param name="width">The numbers of an instance.</param>
    /// <param name="options">The caller's choices.</param>
    public static BlockPlan For(int count, int width, InferenceOptions options)
    {
        if (count == 0)
        {
            return default;
        }

        bool gpu = options.Provider == ExecutionProvider.Cuda;
        int threads = gpu ? 1 : options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        int most = options.BlockSize > 0 ? options.BlockSize : MostRows(width, gpu);
        int blocks = Divide(count, most);
        if (options.BlockSize == 0)
        {
            // As many for every thread, as long as a call is worth its cost.
            blocks = Math.Max(blocks, Math.Min(threads * Divide(blocks, threads), count / LeastRows(width)));
        }

        // Blocks of equal size, and whole lines of memory where the caller's begins at one.
        int rows = Math.Min(AlignedMemory.RoundUp(Divide(count, blocks)), most);
        blocks = Divide(count, rows);
        return new BlockPlan(rows, blocks, Math.Min(threads, blocks));
    }

    /// <summary>The fewest rows that are worth a call of their own; half of the most, or less, so that any batch can be shared out.</summary>
    /// <param name="width">The numbers of an instance.</param>
    public static int LeastRows(int width) => Math.Clamp(NumbersOfCpuBlock / 2 / width, AlignedMemory.RowMultiple, FewestRows);

    private static int MostRows(int width, bool gpu) => AlignedMemory.RoundUp(gpu
        ? Math.Max(NumbersOfGpuBlock / width, FewestRows)
        : Math.Clamp(NumbersOfCpuBlock / width, 2 * AlignedMemory.RowMultiple, MostCpuRows));

    private static int Divide(int count, int by) => (int)(((long)count + by - 1) / by);
}
