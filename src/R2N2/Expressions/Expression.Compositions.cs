namespace R2N2;

/// <content>Functions composed of others, so that every engine, and every ONNX runtime, has them in double precision.</content>
public sealed partial class Expression
{
    /// <summary>tan x = sin x / cos x, elementwise, x in radians.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Tan(Expression value) => Sin(value) / Cos(value);

    /// <summary>sinh x, elementwise, to full relative precision near 0, too.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Sinh(Expression value) => Hadamard(Tanh(value), Cosh(value));

    /// <summary>cosh x, elementwise; it overflows no earlier than its value does.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Cosh(Expression value)
    {
        ArgumentNullException.ThrowIfNull(value);

        // exp(x) would overflow where cosh x, half of it, does not yet.
        Expression root = Exp(0.5 * value);
        return Hadamard(0.5 * root, root) + (0.5 / root / root);
    }

    /// <summary>1 / (1 + e⁻ˣ), elementwise, to full relative precision in both tails; nothing overflows.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Sigmoid(Expression value)
    {
        Expression small = ExpOfMinusAbs(value);
        return SelectLess(value, 0, small, 1) / (1 + small);
    }

    /// <summary>ln(1 + eˣ), elementwise, to full relative precision in both tails; nothing overflows.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Softplus(Expression value)
    {
        Expression small = ExpOfMinusAbs(value);

        // What rounding takes away in 1 + e, the second summand gives back.
        Expression sum = 1 + small;
        return Max(value, 0) + (Log(sum) + ((small - (sum - 1)) / sum));
    }

    /// <summary>max(x, 0), elementwise. Its derivative at 0 is taken as 0.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Relu(Expression value) => Max(0, value);

    // At 0 both operands are equal and the derivative is the right one's, as on the positive side: the compositions
    // above take that side at 0, too.
    private static Expression ExpOfMinusAbs(Expression value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Exp(Min(value, -value));
    }
}
