using static R2N2.Expression;

namespace R2N2;

/// <summary>
/// Elementary functions of a scalar by way of others, each within four units in the last place. Zeros keep
/// their signs: they are chosen last, since ONNX Runtime's Where loses that of a first choice.
/// </summary>
internal static class ElementaryApproximations
{
    // What lies nearer to 0 is its own ln(1 + x) and eˣ - 1, in single precision too.
    private const double Negligible = 1e-20;

    /// <summary>atan x, for |x| above 1 as ±(π/2 - atan 1/|x|).</summary>
    public static Expression Atan(Expression x)
    {
        Expression size = Abs(x);
        Expression t = Min(size, 1) / Max(size, 1);
        Expression square = t * t;
        Expression quotient = Approximation.Polynomial(square, FunctionSeries.ArctangentNumerator)
            / Approximation.Polynomial(square, FunctionSeries.ArctangentDenominator);
        Expression angle = t + (t * (square * quotient));
        angle = SelectLess(1, size, (Math.PI / 2) - angle, angle);
        return SelectLess(x, 0, -angle, SelectLess(0, x, angle, x));
    }

    /// <summary>∛x: a power whose exponent is a third but for its rounding, and a step of Newton's method.</summary>
    public static Expression Cbrt(Expression x)
    {
        Expression size = Abs(x);
        Expression power = Pow(size, 1.0 / 3);
        Expression root = SelectLess(size, double.PositiveInfinity, power - ((power - (size / (power * power))) / 3), size);
        return SelectLess(x, 0, -root, SelectLess(0, x, root, x));
    }

    /// <summary>ln(1 + x): what rounding takes away in 1 + x, the second summand gives back.</summary>
    public static Expression Log1p(Expression x)
    {
        // Where x is large nothing of it is left to give back, nor at -1, where the logarithm is infinite.
        Expression bounded = Min(x, 1e30);
        Expression sum = 1 + bounded;
        Expression log = Log(1 + x) + ((bounded - (sum - 1)) / Max(sum, 1e-30));
        return SelectLess(Negligible, Abs(x), log, x);
    }

    /// <summary>eˣ - 1 = tanh(x/2) (eˣ + 1), where nothing cancels.</summary>
    public static Expression Expm1(Expression x) => SelectLess(Negligible, Abs(x), Tanh(0.5 * x) * (Exp(x) + 1), x);
}
