using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>log x = k ln 2 + log m with √½ ≤ m &lt; √2, where log m = 2 artanh ((m - 1) / (m + 1)) is a series.</summary>
internal readonly struct Logarithm : IFunction
{
    /// <summary>The smallest normal number.</summary>
    public const double SmallestNormal = 2.2250738585072014e-308;

    private const long RootOfHalf = 0x3FE6A09E667F3BCD;
    private const long ExponentOne = 1L << 52;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        Vector<long> isTiny = Vector.LessThan(x, Vector.Create(SmallestNormal));
        (Vector<double> power, Vector<double> fraction) = Split(Vector.ConditionalSelect(isTiny, x * Vector.Create(ExponentOne * 4.0), x));
        power -= Vector.ConditionalSelect(isTiny, Vector.Create(54.0), Vector<double>.Zero);

        // log m = f - (f²/2 - s (f²/2 + R)) with f = m - 1 and s = f / (2 + f), R = 2 (s²/3 + s⁴/5 + …): little is added to f.
        Vector<double> f = fraction - Vector<double>.One;
        Vector<double> s = f / (f + Vector.Create(2.0));
        Vector<double> square = s * s;
        Vector<double> half = Vector.Create(0.5) * f * f;
        Vector<double> tail = MultiplyAdd.Of(power, Vector.Create(Exponential.Ln2Rest), s * MultiplyAdd.Of(square, Series(square), half));
        Vector<double> log = MultiplyAdd.Of(power, Vector.Create(Exponential.Ln2), f - (half - tail));

        log = Vector.ConditionalSelect(Vector.LessThan(x, Vector.Create(double.PositiveInfinity)), log, x);
        log = Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), Vector.Create(double.NaN), log);
        return Vector.ConditionalSelect(
            Vector.Equals(x, Vector<double>.Zero), Vector.Create(double.NegativeInfinity), log);
    }

    /// <summary>The k and m of x = 2ᵏ m for a normal positive x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<double> Power, Vector<double> Fraction) Split(Vector<double> x)
    {
        // The exponent plus 1024, so that it is positive; as the last bits of 2⁵² + k + 1024 it becomes a number.
        Vector<long> exponent = (Vector.AsVectorInt64(x) - Vector.Create(RootOfHalf - (1024 * ExponentOne))) >>> 52;
        Vector<double> power = Vector.AsVectorDouble(exponent | Vector.Create(0x433L << 52)) - Vector.Create(ExponentOne + 1024.0);
        return (power, Vector.AsVectorDouble(Vector.AsVectorInt64(x) - ((exponent - Vector.Create(1024L)) << 52)));
    }

    // 2/3 + 2/5 s² + 2/7 s⁴ + …; s² is at most 0.0295, and the term after the last below 3e-17 of the first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Series(Vector<double> square)
    {
        Vector<double> second = square * square;
        Vector<double> fourth = second * second;
        Vector<double> high = Polynomial.Linear(square, 2.0 / 19, 2.0 / 21);
        Vector<double> middle = Polynomial.Cubic(square, second, 2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17);
        Vector<double> low = Polynomial.Cubic(square, second, 2.0 / 3, 2.0 / 5, 2.0 / 7, 2.0 / 9);
        return MultiplyAdd.Of(MultiplyAdd.Of(high, fourth, middle), fourth, low);
    }
}
