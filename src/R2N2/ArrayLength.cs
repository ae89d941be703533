namespace R2N2;

/// <summary>Lengths of arrays that hold the numbers of many instances.</summary>
internal static class ArrayLength
{
    /// <summary>The length for so many instances.</summary>
    /// <param name="instances">How many.</param>
    /// <param name="size">The numbers of each.</param>
    /// <param name="what">What they are, for a sentence.</param>
    /// <exception cref="ArgumentException">No array is so long.</exception>
    public static int Of(int instances, double size, string what) => instances * size <= Array.MaxLength
        ? (int)(instances * size)
        : throw new ArgumentException(
            $"{what} of {instances} {(instances == 1 ? "instance" : "instances")}, {size:0} numbers each, do not fit into an array of at most {Array.MaxLength}. "
            + "Take fewer instances at once, or fewer iterations or steps.");
}
