namespace R2N2;

/// <summary>
/// When elimination takes a matrix for singular: when a pivot, the largest number that is left of a column, is no larger than what
/// rounding leaves behind there. Rows have been brought to equal scale before, so that no scaling of rows or columns decides it.
/// </summary>
internal static class Singularity
{
    /// <summary>The largest such pivot, relative to the largest number above it in its column: 2 to this power in double precision.</summary>
    public const int DoubleExponent = -48;

    /// <summary>The same in single precision.</summary>
    public const int SingleExponent = -19;

    /// <summary>2 to the power of <see cref="DoubleExponent"/>.</summary>
    public const double InDouble = 1.0 / (1L << -DoubleExponent);

    /// <summary>2 to the power of <see cref="SingleExponent"/>.</summary>
    public const double InSingle = 1.0 / (1L << -SingleExponent);
}
