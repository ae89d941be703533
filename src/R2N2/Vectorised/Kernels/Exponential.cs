using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>eˣ = 2ᵏ eʳ with |r| ≤ ½ ln 2, where eʳ is its series.</summary>
internal readonly struct Exponential : IFunction
{
    /// <summary>The first 33 bits of ln 2: a product with a k of 20 bits is exact.</summary>
    public const double Ln2 = 0.6931471804855391;

    /// <summary>ln 2 - <see cref="Ln2"/>.</summary>
    public const double Ln2Rest = 7.440617110012397e-11;

    // Beyond them the result is infinite, or zero.
    private const double Highest = 710;
    private const double Lowest = -746;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        (Vector<long> power, Vector<double> r, Vector<double> error) = Reduce(Bounded(x));
        return Scaled(SeriesMinusOne(r, error), power);
    }

    /// <summary>e^(x + rest), where the rest is what x was rounded by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x, Vector<double> rest)
    {
        (Vector<long> power, Vector<double> r, Vector<double> error) = Reduce(Bounded(x));
        (r, error) = DoubleDouble.SumOfOrdered(r, error + rest);
        return Scaled(SeriesMinusOne(r, error), power);
    }

    /// <summary>The k of x = k ln 2 + r, r, and what it was rounded by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<long> Power, Vector<double> Value, Vector<double> Error) Reduce(Vector<double> x)
    {
        (Vector<double> power, Vector<long> bits) = Rounding.ToWhole(
            MultiplyAdd.Of(x, Vector.Create(1.4426950408889634), Rounding.Shift));
        Vector<double> exact = MultiplyAdd.Of(power, Vector.Create(-Ln2), x);
        Vector<double> r = MultiplyAdd.Of(power, Vector.Create(-Ln2Rest), exact);
        return (bits, r, MultiplyAdd.Of(power, Vector.Create(-Ln2Rest), exact - r));
    }

    /// <summary>e^(r + error) - 1 for |r| ≤ ½ ln 2, as accurate near zero as elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> SeriesMinusOne(Vector<double> r, Vector<double> error)
    {
        // The term after the last, r¹⁴ / 14!, is below 5e-18.
        Vector<double> square = r * r;
        Vector<double> fourth = square * square;
        Vector<double> high = Polynomial.Cubic(r, square, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800);
        Vector<double> middle = Polynomial.Cubic(r, square, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880);
        Vector<double> low = Polynomial.Cubic(r, square, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120);
        Vector<double> sum = MultiplyAdd.Of(MultiplyAdd.Of(high, fourth, middle), fourth, low);
        return r + MultiplyAdd.Of(sum, square, error);
    }

    /// <summary>2ᵏ for a k between -1022 and 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> PowerOfTwo(Vector<long> power) => Vector.AsVectorDouble((power + Vector.Create(1023L)) << 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Bounded(Vector<double> x)
    {
        x = Vector.ConditionalSelect(Vector.GreaterThan(x, Vector.Create(Highest)), Vector.Create(Highest), x);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector.Create(Lowest)), Vector.Create(Lowest), x);
    }

    // (1 + m) 2ᵏ in two steps: 2ᵏ itself may lie beyond the normal numbers. The first is exact, so that nothing is rounded twice.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Scaled(Vector<double> minusOne, Vector<long> power)
    {
        Vector<long> half = ((power + Vector.Create(2048L)) >>> 1) - Vector.Create(1024L);
        return (Vector<double>.One + minusOne) * PowerOfTwo(half) * PowerOfTwo(power - half);
    }
}
