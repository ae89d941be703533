namespace R2N2;

/// <content>Functions composed of others, so that every engine, and every ONNX runtime, has them in double precision.</content>
public sealed partial class Expression
{
    /// <summary>tan x = sin x / cos x, elementwise, x in radians.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Tan(Expression value) => Sin(value) / Cos(value);

    /// <summary>
    /// The inverse sine, elementwise, in radians between -π/2 and π/2; NaN where |x| is above 1. At ±1 its derivative is infinite, but 0
    /// along a direction in which x stands still.
    /// </summary>
    /// <param name="value">Any shape.</param>
    public static Expression Asin(Expression value)
    {
        ArgumentNullException.ThrowIfNull(value);

        // By the tangent of half the angle, which is bounded.
        return 2 * Atan(value / (1 + Sqrt(Hadamard(1 - value, 1 + value))));
    }

    /// <summary>
    /// The inverse cosine, elementwise, in radians between 0 and π, near 1 as accurate as elsewhere; NaN where |x| is above 1. At ±1 its
    /// derivative is infinite, but 0 along a direction in which x stands still.
    /// </summary>
    /// <param name="value">Any shape.</param>
    public static Expression Acos(Expression value)
    {
        ArgumentNullException.ThrowIfNull(value);

        // Not Abs, whose derivative at 0 is 0.
        Expression size = SelectLess(value, 0, -value, value);
        Expression angle = 2 * Atan(Sqrt((1 - size) / (1 + size)));
        return SelectLess(value, 0, Math.PI - angle, angle);
    }

    /// <summary>
    /// The angle of the point (x, y), elementwise, in radians between -π and π, without under- or overflow in between; for zeros and
    /// infinities as <see cref="Math.Atan2"/> has it. At the origin its derivative is taken as 0.
    /// </summary>
    /// <param name="y">Any shape.</param>
    /// <param name="x">The same shape or a scalar.</param>
    public static Expression Atan2(Expression y, Expression x)
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(x);
        (Expression width, Expression height) = (Abs(x), Abs(y));

        // From the nearest axis: the smaller by the larger, where only 0/0 and ∞/∞ need care.
        Expression corner = Hadamard(Sign(x), Sign(y));
        Expression quotient = SelectLess(width, height, -x, y) / SelectLess(width, height, y, x);
        quotient = SelectLess(0, Max(width, height), quotient, corner);
        quotient = SelectLess(Min(width, height), double.PositiveInfinity, quotient, corner);

        // z + 1/z has the sign of z, that of a zero too.
        Expression quarter = SelectLess(y + (1 / y), 0, -Math.PI / 2, Math.PI / 2);
        Expression axis = SelectLess(width, height, quarter, SelectLess(x + (1 / x), 0, 2 * quarter, -0.0));
        return axis + Atan(quotient);
    }

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
        return Max(value, 0) + Log1p(small);
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
