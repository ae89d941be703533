namespace R2N2.MLNet;

/// <summary>How much is read ahead and solved together.</summary>
/// <param name="Rows">The most rows.</param>
/// <param name="Bytes">The bytes of columns that are passed on after which a block ends.</param>
internal readonly record struct BlockLimits(int Rows, long Bytes)
{
    // So many rows occupy several processors.
    private const int MostRows = 32768;
    private const long MostBytes = 4L << 20;

    /// <summary>The user's choice of rows, or as many as have the inputs and outputs of a solver in a few mebibytes.</summary>
    /// <param name="chosen">The user's choice; 0 for none.</param>
    /// <param name="file">The solver.</param>
    public static BlockLimits For(int chosen, SolverFile file) => new(
        chosen > 0 ? chosen : RowsOf(file.Inputs.Sum(input => (long)input.Shape.Size) + file.Outputs.Sum(output => (long)output.Width), MostRows),
        MostBytes);

    /// <summary>The rows that have a few mebibytes together, at least one.</summary>
    /// <param name="numbers">The numbers of a row, each of 8 bytes.</param>
    /// <param name="most">The most rows.</param>
    public static int RowsOf(long numbers, int most) => (int)Math.Clamp(MostBytes / sizeof(double) / Math.Max(numbers, 1), 1, most);

    /// <summary>The part of each of several cursors side by side.</summary>
    public BlockLimits Share(int cursors) => new(Math.Max(Rows / cursors, 1), Math.Max(Bytes / cursors, 1));
}
