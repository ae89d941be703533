using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>Φ(-u) = e^(-u²/2) / (√(2π) u + P(u) / Q(u)) for u ≥ 0, and Φ(u) = 1 - Φ(-u).</summary>
internal readonly struct NormalDistribution : IFunction
{
    // The last bit of a sum with it is worth 1/64.
    private const double Shift = 1.5 * (1L << 46);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        Vector<double> size = Vector.Abs(x);
        Vector<double> largest = Vector.Create(FunctionSeries.LargestNormalTail);
        size = Vector.ConditionalSelect(Vector.GreaterThan(size, largest), largest, size);

        // u² = h² + (u - h)(u + h) with an h so short that h² is exact; the sum keeps its rounding error.
        Vector<double> head = (size + Vector.Create(Shift)) - Vector.Create(Shift);
        Vector<double> minusHalf = Vector.Create(-0.5);
        (Vector<double> exponent, Vector<double> rest) = DoubleDouble.Sum(
            minusHalf * (head * head), minusHalf * ((size - head) * (size + head)));
        Vector<double> tail = Exponential.Of(exponent, rest) / Divisor(size);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), tail, Vector<double>.One - tail);
    }

    /// <summary>e^(-u²/2) / Φ(-u) for 0 ≤ u ≤ 39.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Divisor(Vector<double> u) => MultiplyAdd.Of(
        u,
        Vector.Create(FunctionSeries.RootOfTwoPi),
        Polynomial.Of(u, FunctionSeries.NormalTailNumerator) / Polynomial.Of(u, FunctionSeries.NormalTailDenominator));
}
