using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>eˣ - 1 = 2ᵏ (eʳ - 1) + (2ᵏ - 1) with |r| ≤ ½ ln 2, where eʳ - 1 is a series.</summary>
internal readonly struct ExponentialMinusOne : IFunction
{
    // Beyond them the result is infinite, or minus one; what lies nearer to zero is its own result.
    private const double Highest = 710;
    private const double Lowest = -40;
    private const double Negligible = 1e-20;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        Vector<double> bounded = Vector.ConditionalSelect(Vector.GreaterThan(x, Vector.Create(Highest)), Vector.Create(Highest), x);
        bounded = Vector.ConditionalSelect(Vector.LessThan(x, Vector.Create(Lowest)), Vector.Create(Lowest), bounded);
        (Vector<long> power, Vector<double> r, Vector<double> error) = Exponential.Reduce(bounded);

        // Half of it: 2ᵏ itself may lie beyond the range.
        Vector<double> scale = Exponential.PowerOfTwo(power - Vector<long>.One);
        Vector<double> half = MultiplyAdd.Of(scale, Exponential.SeriesMinusOne(r, error), scale - Vector.Create(0.5));
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Vector.Create(Negligible)), x, half + half);
    }
}
