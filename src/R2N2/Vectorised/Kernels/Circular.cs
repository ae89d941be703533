using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>Sine and cosine: x = k π/2 + r with |r| ≤ π/4, and the series of the one or the other in r.</summary>
internal static class Circular
{
    // π/2 in parts of 33 bits and a rest: products of the parts with a k of 20 bits are exact.
    private const double Part1 = 1.5707963267341256;
    private const double Part2 = 6.077100506303966e-11;
    private const double Part3 = 2.0222662487111665e-21;
    private const double Rest = 8.4784276603689e-32;

    // The k of what is larger has more than 20 bits.
    private const double Largest = 1.6e6;

    /// <summary>sin (x + turns π/2).</summary>
    /// <param name="x">The angles.</param>
    /// <param name="turns">0 for the sine, 1 for the cosine.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> SineOfTurned(Vector<double> x, int turns)
    {
        (Vector<double> k, Vector<long> quarter) = Rounding.ToWhole(MultiplyAdd.Of(x, Vector.Create(2 / Math.PI), Rounding.Shift));
        (Vector<double> r, Vector<double> rest) = Reduce(x, k);
        quarter += Vector.Create((long)turns);
        Vector<long> isSine = Vector.Equals(quarter & Vector<long>.One, Vector<long>.Zero);
        Vector<double> result = Vector.ConditionalSelect(isSine, SineSeries(r, rest), CosineSeries(r, rest));
        result ^= Vector.AsVectorDouble((quarter & Vector.Create(2L)) << 62);

        return Vector.LessThanOrEqualAll(Vector.Abs(x), Vector.Create(Largest)) ? result : WithLarge(x, result, turns);
    }

    // r and what it was rounded by: near a multiple of π/2 the parts cancel, so that each difference keeps its rounding error.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> Value, Vector<double> Error) Reduce(Vector<double> x, Vector<double> k)
    {
        Vector<double> first = MultiplyAdd.Of(k, Vector.Create(-Part1), x);
        (Vector<double> second, Vector<double> error2) = DoubleDouble.Sum(first, k * Vector.Create(-Part2));
        (Vector<double> third, Vector<double> error3) = DoubleDouble.Sum(second, k * Vector.Create(-Part3));
        return DoubleDouble.SumOfOrdered(third, MultiplyAdd.Of(k, Vector.Create(-Rest), error2 + error3));
    }

    // sin (r + rest) = r + (rest + r³ (…)) - r² rest / 2; the term after the last is below 2e-19.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> SineSeries(Vector<double> r, Vector<double> rest)
    {
        Vector<double> square = r * r;
        Vector<double> fourth = square * square;
        Vector<double> high = Polynomial.Cubic(
            square, fourth, -1.0 / 39916800, 1.0 / 6227020800, -1.0 / 1307674368000, 1.0 / 355687428096000);
        Vector<double> low = Polynomial.Cubic(square, fourth, -1.0 / 6, 1.0 / 120, -1.0 / 5040, 1.0 / 362880);
        Vector<double> sum = MultiplyAdd.Of(high, fourth * fourth, low);
        return r + MultiplyAdd.Of(square * r, sum, MultiplyAdd.Of(square * rest, Vector.Create(-0.5), rest));
    }

    // cos (r + rest) = 1 - r²/2 + (r⁴ (…) - r rest), where 1 - r²/2 keeps its rounding error; the term after the last is below 4e-21.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> CosineSeries(Vector<double> r, Vector<double> rest)
    {
        Vector<double> square = r * r;
        Vector<double> fourth = square * square;
        Vector<double> high = Polynomial.Cubic(
            square, fourth, 1.0 / 479001600, -1.0 / 87178291200, 1.0 / 20922789888000, -1.0 / 6402373705728000);
        Vector<double> low = Polynomial.Cubic(square, fourth, 1.0 / 24, -1.0 / 720, 1.0 / 40320, -1.0 / 3628800);
        Vector<double> sum = MultiplyAdd.Of(high, fourth * fourth, low);
        (Vector<double> first, Vector<double> error) = DoubleDouble.SumOfOrdered(Vector<double>.One, Vector.Create(-0.5) * square);
        return first + (error + MultiplyAdd.Of(fourth, sum, -(r * rest)));
    }

    // Those few one by one: the others of their vector stay what they are.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> WithLarge(Vector<double> x, Vector<double> result, int turns)
    {
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            if (Math.Abs(x[lane]) > Largest)
            {
                result = result.WithElement(lane, turns == 0 ? Math.Sin(x[lane]) : Math.Cos(x[lane]));
            }
        }

        return result;
    }
}
