using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>Whole numbers by way of a summand so large that the sum has no fraction.</summary>
internal static class Rounding
{
    // 3 · 2⁵¹: the last bit of a sum with it is worth one, whatever the sign of what is added.
    private const double Large = 6755399441055744;

    /// <summary>The summand.</summary>
    public static Vector<double> Shift => Vector.Create(Large);

    /// <summary>The whole number nearest to a number below 2⁵¹ in magnitude, as it is and as an integer.</summary>
    /// <param name="shifted">The number plus <see cref="Shift"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<double> Number, Vector<long> Integer) ToWhole(Vector<double> shifted) =>
        (shifted - Shift, Vector.AsVectorInt64(shifted) - Vector.AsVectorInt64(Shift));
}
