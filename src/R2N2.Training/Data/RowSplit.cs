namespace R2N2.Training;

/// <summary>Which rows are held out for validation: decided row by row from the seed, however the rows are read.</summary>
/// <param name="seed">The seed.</param>
/// <param name="share">The share held out, 0 up to but not including 1.</param>
internal sealed class RowSplit(int seed, double share)
{
    public bool IsHeldOut(long row)
    {
        if (share <= 0)
        {
            return false;
        }

        // SplitMix64 (Steele, Lea, Flood 2014): one well-mixed number from seed and row.
        ulong z = unchecked((ulong)row + ((ulong)(uint)seed << 32) + 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        z ^= z >> 31;
        return (z >> 11) * (1.0 / (1UL << 53)) < share;
    }
}
