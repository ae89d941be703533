using static R2N2.Expression;

namespace R2N2;

/// <summary>The error function and the distribution function of the normal distribution, of a scalar, to 1e-15 relative.</summary>
internal static class NormalApproximations
{
    // Beyond it erf is 1.
    private const double LargestError = 6;

    /// <summary>erf x: a series up to ½, and 1 - 2 Φ(-√2 x) beyond.</summary>
    public static Expression Erf(Expression x)
    {
        Expression size = Abs(x);
        Expression bounded = Min(size, LargestError);
        Expression far = 1 - (2 * (Exp(-(bounded * bounded)) / Divisor(Math.Sqrt(2) * bounded)));
        Expression near = x + (x * Approximation.Polynomial(bounded * bounded, FunctionSeries.ErrorFunction));
        return SelectLess(0.5, size, SelectLess(x, 0, -far, far), near);
    }

    /// <summary>Φ(x), in the far left tail as accurate as elsewhere.</summary>
    /// <param name="x">A scalar.</param>
    /// <param name="resolution">The relative spacing of the engine's numbers.</param>
    public static Expression NormalCdf(Expression x, double resolution)
    {
        // Not Min: that of a NaN and a number is the number in some runtimes.
        Expression size = Abs(x);
        size = SelectLess(FunctionSeries.LargestNormalTail, size, FunctionSeries.LargestNormalTail, size);

        // u² = h² + (u - h)(u + h) with h a multiple of 1/64, so that h² is exact: the rounding of u² alone would be seen in e^(-u²/2).
        // The last bit of a sum with the shift is worth 1/64.
        double shift = 1.5 / (64 * resolution);
        Expression whole = (size + shift) - shift;
        Expression tail = Exp(-0.5 * (whole * whole)) * Exp(-0.5 * ((size - whole) * (size + whole))) / Divisor(size);
        return SelectLess(x, 0, tail, 1 - tail);
    }

    // e^(-u²/2) / Φ(-u)
    private static Expression Divisor(Expression u) =>
        (FunctionSeries.RootOfTwoPi * u)
        + (Approximation.Polynomial(u, FunctionSeries.NormalTailNumerator) / Approximation.Polynomial(u, FunctionSeries.NormalTailDenominator));
}
