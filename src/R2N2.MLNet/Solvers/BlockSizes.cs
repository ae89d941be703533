namespace R2N2.MLNet;

/// <summary>How many rows are read ahead and solved together.</summary>
internal static class BlockSizes
{
    // So many rows occupy several processors; so many numbers are 4 MiB.
    private const int Most = 32768;
    private const int Fewest = 64;
    private const int Numbers = 1 << 19;

    /// <summary>The user's choice, or a number that suits the size of an instance.</summary>
    /// <param name="chosen">The user's choice; 0 for none.</param>
    /// <param name="file">The solver.</param>
    public static int For(int chosen, SolverFile file) => chosen > 0
        ? chosen
        : Math.Clamp(Numbers / (file.Outputs[0].Width + file.Inputs.Sum(input => input.Shape.Size)), Fewest, Most);
}
