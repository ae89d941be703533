namespace R2N2;

/// <content>Functions, meant for <c>using static R2N2.Expression;</c>.</content>
public sealed partial class Expression
{
    /// <summary>|x|, elementwise. Its derivative is sign(x), 0 at 0.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Abs(Expression value) => Recorder.Abs(value);

    /// <summary>-1, 0 or 1, elementwise. Its derivative is taken as 0.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Sign(Expression value) => Recorder.Sign(value);

    /// <summary>√x, elementwise; NaN below 0. At 0 its derivative along a direction in which x stands still is 0.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Sqrt(Expression value) => Recorder.Sqrt(value);

    /// <summary>eˣ, elementwise.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Exp(Expression value) => Recorder.Exp(value);

    /// <summary>ln x, elementwise; NaN below 0.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Log(Expression value) => Recorder.Log(value);

    /// <summary>sin x, elementwise, x in radians.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Sin(Expression value) => Recorder.Sin(value);

    /// <summary>cos x, elementwise, x in radians.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Cos(Expression value) => Recorder.Cos(value);

    /// <summary>tanh x, elementwise.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Tanh(Expression value) => Recorder.Tanh(value);

    /// <summary>The inverse tangent, elementwise, in radians between -π/2 and π/2; that of ±∞ is ±π/2.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Atan(Expression value) => Recorder.Atan(value);

    /// <summary>
    /// ∛x, elementwise; of a negative x it is negative. At 0 its derivative is infinite, but 0 along a direction in which x stands still.
    /// </summary>
    /// <param name="value">Any shape.</param>
    public static Expression Cbrt(Expression value) => Recorder.Cbrt(value);

    /// <summary>ln(1 + x), elementwise, to 1e-15 of its own size however small x is; -∞ at -1, NaN below.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Log1p(Expression value) => Recorder.Log1p(value);

    /// <summary>eˣ - 1, elementwise, to 1e-15 of its own size however small x is.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Expm1(Expression value) => Recorder.Expm1(value);

    /// <summary>The error function 2/√π ∫₀ˣ e^(-t²) dt, elementwise, to 1e-15 of its own size; ±1 at ±∞.</summary>
    /// <param name="value">Any shape.</param>
    public static Expression Erf(Expression value) => Recorder.Erf(value);

    /// <summary>
    /// Φ(x), the probability that a standard normal number is below x, elementwise, to 1e-15 of its own size in the left tail, too: 0 is
    /// not reached before -38. For the probability of being above x write <c>NormalCdf(-x)</c>.
    /// </summary>
    /// <param name="value">Any shape.</param>
    public static Expression NormalCdf(Expression value) => Recorder.NormalCdf(value);

    /// <summary>The value to the power of the exponent, elementwise; NaN for a negative base and a fractional exponent.</summary>
    /// <remarks>
    /// The constant exponents 0 to 4 are recorded as products: faster, with derivatives of every order at 0. The constant exponent
    /// 0.5 is recorded as <see cref="Sqrt"/>, for its derivative at 0; so the power of -0 is -0 and that of -∞ is NaN there.
    /// </remarks>
    /// <param name="value">Any shape.</param>
    /// <param name="exponent">The same shape or a scalar.</param>
    public static Expression Pow(Expression value, Expression exponent)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(exponent);
        bool constant = exponent.Primitive == Primitive.Constant && exponent.Shape.Rank == 0;
        return (constant ? exponent.Values[0] : double.NaN) switch
        {
            0 => value.Shape.Rank == 0 ? 1 : Recorder.Broadcast(1, value.Shape),
            0.5 => Sqrt(value),
            1 => value,
            2 => Hadamard(value, value),
            3 => Hadamard(Hadamard(value, value), value),
            4 => Pow(Pow(value, 2), 2),
            _ => Recorder.Pow(value, exponent),
        };
    }

    /// <summary>The smaller one, elementwise. Where both are equal the derivative is that of the right one.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">The same shape or a scalar.</param>
    public static Expression Min(Expression left, Expression right) => Recorder.Min(left, right);

    /// <summary>The larger one, elementwise. Where both are equal the derivative is that of the left one.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">The same shape or a scalar.</param>
    public static Expression Max(Expression left, Expression right) => Recorder.Max(left, right);

    /// <summary>Elementwise choice: <paramref name="less"/> where left &lt; right, else <paramref name="otherwise"/>.</summary>
    /// <param name="left">Left side of the comparison.</param>
    /// <param name="right">Right side of the comparison.</param>
    /// <param name="less">The value where left &lt; right.</param>
    /// <param name="otherwise">The value elsewhere.</param>
    public static Expression SelectLess(Expression left, Expression right, Expression less, Expression otherwise) =>
        Recorder.SelectLess(left, right, less, otherwise);

    /// <summary>The elementwise product, for matrices too.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">The same shape or a scalar.</param>
    public static Expression Hadamard(Expression left, Expression right) => Recorder.Multiply(left, right);

    /// <summary>
    /// The product of linear algebra: matrix · vector, vector · matrix (the vector is a row), matrix · matrix,
    /// or the dot product of two vectors.
    /// </summary>
    /// <remarks>
    /// Engines may leave the zeros of a constant matrix out: such a zero times an infinite or NaN element is then 0 instead of NaN. A
    /// <see cref="SparseMatrix"/> says which elements there are, and is read so by every engine.
    /// </remarks>
    /// <param name="left">A vector or matrix.</param>
    /// <param name="right">A vector or matrix; the inner lengths must agree.</param>
    /// <exception cref="ArgumentException">An operand is a scalar, or the inner lengths differ.</exception>
    public static Expression MatMul(Expression left, Expression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return (left.Shape.Rank, right.Shape.Rank) switch
        {
            (1, 1) when left.Shape.Equals(right.Shape) => Sum(left * right),
            (1, 2) when left.Shape[0] == right.Shape[0] => Recorder.MatrixVector(Transpose(right), left),
            (2, 1) => Recorder.MatrixVector(left, right),
            (2, 2) => Recorder.MatrixMatrix(left, right),
            _ => throw ExpressionReader.Mismatch("MatMul", left.Shape, right.Shape, Math.Min(left.Shape.Rank, right.Shape.Rank) == 0
                ? "it multiplies vectors and matrices; write * to multiply by a scalar"
                : "the inner lengths must agree"),
        };
    }

    /// <summary>
    /// A⁻¹b, the solution x of A x = b, by elimination with partial pivoting. Rows may be of any scale. Where A is singular to working
    /// precision, all of x is NaN, so that an instance's status says so.
    /// </summary>
    /// <param name="matrix">A, a square matrix [m, m].</param>
    /// <param name="right">b: a vector [m], or a matrix [m, c] of c right-hand sides side by side.</param>
    /// <returns>x, of the shape of <paramref name="right"/>.</returns>
    /// <exception cref="ArgumentException">A is not square, or b is not of its length.</exception>
    public static Expression Solve(Expression matrix, Expression right)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(right);
        return Recorder.Solve(matrix, right, right.Shape);
    }

    /// <summary>The transpose of a matrix.</summary>
    /// <param name="matrix">A matrix.</param>
    public static Expression Transpose(Expression matrix) => Recorder.Transpose(matrix);

    /// <summary>The sum of all elements, a scalar.</summary>
    /// <param name="value">Any shape; a scalar is its own sum.</param>
    public static Expression Sum(Expression value)
    {
        ArgumentNullException.ThrowIfNull(value);
        while (value.Shape.Rank > 0)
        {
            value = Recorder.Sum(value, -1);
        }

        return value;
    }

    /// <summary>The sum over one axis, which disappears.</summary>
    /// <param name="value">A vector or matrix.</param>
    /// <param name="axis">The axis summed over: 0 adds the rows of a matrix up, 1 adds its columns up.</param>
    public static Expression Sum(Expression value, int axis)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentOutOfRangeException.ThrowIfNegative(axis);
        value.RequireAxis(axis);
        return Recorder.Sum(value, axis - value.Shape.Rank);
    }

    /// <summary>
    /// The Euclidean norm of all elements, √(Σ x²), a scalar: finite and above 0 wherever it is representable, however small or
    /// large the elements are. Its derivative where all elements are 0 is taken as 0.
    /// </summary>
    /// <param name="value">Any shape; the norm of a scalar is its absolute value, that of a matrix is the Frobenius norm.</param>
    public static Expression Norm(Expression value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Shape.Rank switch
        {
            0 => Abs(value),
            1 => Recorder.Norm(value, value.Shape),
            _ => Norm(Reshape(value, value.Shape.Size)),
        };
    }

    /// <summary>Puts values of one shape side by side along a new first axis: scalars make a vector, vectors the rows of a matrix.</summary>
    /// <param name="values">At least one scalar or vector.</param>
    public static Expression Stack(params Expression[] values)
    {
        RequireParts("Stack", values);
        return Recorder.Stack(values, values[0].Shape);
    }

    /// <summary>Joins vectors end to end, or matrices one below the other.</summary>
    /// <param name="values">At least one vector or matrix; all axes but the first agree.</param>
    public static Expression Concat(params Expression[] values)
    {
        RequireParts("Concat", values);
        return Recorder.Concat(values, [.. values.Select(value => value.Shape)], -values[0].Shape.Rank);
    }

    /// <summary>The same elements, in row-major order, under another shape of the same size.</summary>
    /// <param name="value">Any shape.</param>
    /// <param name="dimensions">The new dimensions; none for a scalar.</param>
    public static Expression Reshape(Expression value, params int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Recorder.Reshape(value, value.Shape, Shape.Of(dimensions));
    }

    private static void RequireParts(string operation, Expression[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0)
        {
            throw new ArgumentException($"{operation} got no values; it needs at least one.", nameof(values));
        }

        foreach (Expression value in values)
        {
            ArgumentNullException.ThrowIfNull(value, nameof(values));
        }
    }
}
