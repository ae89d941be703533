namespace R2N2.Vectorised;

/// <summary>How many lanes blocks have: one, or a vector's numbers times a power of two.</summary>
internal static class LaneWidths
{
    /// <summary>The fewest lanes for some instances.</summary>
    /// <param name="instances">How many, at least 1.</param>
    /// <param name="most">The most lanes where there are several.</param>
    public static int Of<T>(int instances, int most)
        where T : unmanaged
    {
        if (instances == 1)
        {
            return 1;
        }

        int lanes = LaneLayout.Multiple<T>();
        while (lanes < instances && lanes < most)
        {
            lanes *= 2;
        }

        return lanes;
    }
}
