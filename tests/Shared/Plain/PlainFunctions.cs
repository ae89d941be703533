namespace R2N2.Reference;

/// <summary>Functions that .NET lacks, or has as a difference that cancels, by methods that no engine uses.</summary>
internal static class PlainFunctions
{
    /// <summary>ln(1 + x), by Kahan's quotient.</summary>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : double.IsFinite(sum) && sum > 0 ? Math.Log(sum) * (x / (sum - 1)) : Math.Log(sum);
    }

    /// <summary>eˣ - 1, by its series near 0.</summary>
    public static double Expm1(double x)
    {
        if (!(Math.Abs(x) < 0.7))
        {
            return Math.Exp(x) - 1;
        }

        double sum = 0;
        for (int k = 20; k > 0; k--)
        {
            sum = (1 + sum) * x / k;
        }

        return sum == 0 ? x : sum;
    }

    /// <summary>erf x, by its series with 28 decimal digits.</summary>
    public static double Erf(double x)
    {
        double size = Math.Abs(x);
        return size < Small ? 2 / Math.Sqrt(Math.PI) * x * (1 - (x * x * ((1.0 / 3) - (x * x / 10))))
            : size < 2.5 ? (double)Error(Exact(x))
            : double.IsNaN(x) ? x
            : Math.CopySign(1 - (2 * NormalCdf(-Math.Sqrt(2) * size)), x);
    }

    /// <summary>Φ(x), by the series of the error function with 28 decimal digits, and in the tail by a continued fraction.</summary>
    public static double NormalCdf(double x) =>
        Math.Abs(x) < Small ? 0.5 + (x / Math.Sqrt(2 * Math.PI) * (1 - (x * x / 6)))
        : Math.Abs(x) < 2 ? (double)((1 + Error(Exact(x) / RootOfTwo)) / 2)
        : x < -40 ? 0
        : x < 0 ? Tail(Exact(-x))
        : 1 - (x > 40 ? 0 : double.IsNaN(x) ? x : Tail(Exact(x)));

    private const double Small = 1e-3;
    private const decimal RootOfTwo = 1.4142135623730950488016887242m;
    private const decimal RootOfTwoPi = 2.5066282746310005024157652848m;
    private const decimal TwoByRootOfPi = 1.1283791670955125738961589031m;

    // 2/√π Σ (-1)ᵏ x²ᵏ⁺¹ / (k! (2k + 1))
    private static decimal Error(decimal x)
    {
        decimal power = x;
        decimal sum = x;
        for (int k = 1; k < 60; k++)
        {
            power *= -x * x / k;
            sum += power / ((2 * k) + 1);
        }

        return TwoByRootOfPi * sum;
    }

    // e^(-u²/2) / √(2π) / (u + 1/(u + 2/(u + 3/(u + …)))), the power's whole part apart: decimal numbers do not become that small.
    private static double Tail(decimal u)
    {
        decimal fraction = u;
        for (int k = 20 + (int)(1000 / (u * u)); k > 0; k--)
        {
            fraction = u + (k / fraction);
        }

        decimal exponent = u * u / 2;
        decimal part = exponent - decimal.Floor(exponent);
        decimal power = 1;
        for (int k = 30; k > 0; k--)
        {
            power = 1 - (part / k * power);
        }

        return (double)(power / RootOfTwoPi / fraction) * Math.Exp(-(double)decimal.Floor(exponent));
    }

    // A conversion would round to 15 digits.
    private static decimal Exact(double x)
    {
        int digits = 52 - Math.ILogB(x);
        return (decimal)(long)Math.ScaleB(x, digits) / (1UL << digits);
    }
}
