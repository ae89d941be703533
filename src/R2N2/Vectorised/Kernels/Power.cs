using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>xʸ = e^(y log x), the logarithm with twice as many digits: the larger the exponent, the more of them are needed.</summary>
internal static class Power
{
    // Beyond it the result comes near the ends of the range.
    private const double LargestExponent = 700;

    // 2/3 - (double)(2/3).
    private const double TwoThirdsRest = 3.700743415417188e-17;

    /// <summary>The powers, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x, Vector<double> y)
    {
        if (!MultiplyAdd.IsFused)
        {
            return WithIrregular(x, y, default, default);
        }

        (Vector<double> log, Vector<double> logRest) = LogarithmOfNormal(x);
        (Vector<double> exponent, Vector<double> exponentRest) = DoubleDouble.Product(y, log);
        (Vector<long> power, Vector<double> r, Vector<double> error) = Exponential.Reduce(exponent);
        (r, error) = DoubleDouble.SumOfOrdered(r, error + MultiplyAdd.Of(y, logRest, exponentRest));
        Vector<double> result = (Vector<double>.One + Exponential.SeriesMinusOne(r, error)) * Exponential.PowerOfTwo(power);

        Vector<long> regular = Vector.GreaterThanOrEqual(x, Vector.Create(Logarithm.SmallestNormal))
            & Vector.LessThanOrEqual(x, Vector.Create(double.MaxValue))
            & Vector.LessThanOrEqual(Vector.Abs(exponent), Vector.Create(LargestExponent));
        return Vector.EqualsAll(regular, Vector<long>.AllBitsSet) ? result : WithIrregular(x, y, result, regular);
    }

    // log x and what it was rounded by, together good to 62 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> Value, Vector<double> Error) LogarithmOfNormal(Vector<double> x)
    {
        (Vector<double> power, Vector<double> fraction) = Logarithm.Split(x);

        // s = f / (2 + f)
        Vector<double> f = fraction - Vector<double>.One;
        (Vector<double> divisor, Vector<double> divisorRest) = DoubleDouble.SumOfOrdered(Vector.Create(2.0), f);
        Vector<double> s = f / divisor;
        Vector<double> sRest = MultiplyAdd.Of(-s, divisorRest, MultiplyAdd.Of(-s, divisor, f)) / divisor;

        // 2/3 s³
        (Vector<double> square, Vector<double> squareRest) = DoubleDouble.Product(s, s);
        squareRest = MultiplyAdd.Of(s + s, sRest, squareRest);
        (Vector<double> cube, Vector<double> cubeRest) = DoubleDouble.Product(s, square);
        cubeRest += MultiplyAdd.Of(s, squareRest, sRest * square);
        (Vector<double> third, Vector<double> thirdRest) = DoubleDouble.Product(cube, Vector.Create(2.0 / 3));
        thirdRest += MultiplyAdd.Of(cube, Vector.Create(TwoThirdsRest), cubeRest * Vector.Create(2.0 / 3));

        // k ln 2 + 2 s + 2/3 s³ + 2/5 s⁵ + …
        (Vector<double> fractionLog, Vector<double> error1) = DoubleDouble.SumOfOrdered(s + s, third);
        (Vector<double> log, Vector<double> error2) = DoubleDouble.Sum(power * Vector.Create(Exponential.Ln2), fractionLog);
        Vector<double> rest = MultiplyAdd.Of(cube * square, Series(square), thirdRest) + (sRest + sRest) + error1;
        return DoubleDouble.SumOfOrdered(log, MultiplyAdd.Of(power, Vector.Create(Exponential.Ln2Rest), rest + error2));
    }

    // 2/5 + 2/7 s² + …; s² is at most 0.0295, and the term after the last below 2e-20 of the sum's 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Series(Vector<double> square)
    {
        Vector<double> second = square * square;
        Vector<double> fourth = second * second;
        Vector<double> high = Polynomial.Linear(square, 2.0 / 21, 2.0 / 23);
        Vector<double> middle = Polynomial.Cubic(square, second, 2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19);
        Vector<double> low = Polynomial.Cubic(square, second, 2.0 / 5, 2.0 / 7, 2.0 / 9, 2.0 / 11);
        return MultiplyAdd.Of(MultiplyAdd.Of(high, fourth, middle), fourth, low);
    }

    // Zeros, negative and infinite numbers, results beyond the range: one by one, as the library has them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> WithIrregular(Vector<double> x, Vector<double> y, Vector<double> result, Vector<long> regular)
    {
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            if (regular[lane] == 0)
            {
                result = result.WithElement(lane, Math.Pow(x[lane], y[lane]));
            }
        }

        return result;
    }
}
