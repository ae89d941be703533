namespace R2N2;

/// <summary>
/// Reads the derivatives of f along all unknowns at once, under a <see cref="DualReader{T}"/>: a matrix with a row for each element of a
/// value, or only its diagonal as long as it has nothing beside it. f costs about m times as much, but for its products with matrices,
/// which scale columns where derivatives are diagonal.
/// </summary>
/// <param name="unknowns">m.</param>
internal sealed partial class JacobianReader(int unknowns) : IReader<Sensitivity>
{
    private static ExpressionReader Recorder => ExpressionReader.Instance;

    /// <inheritdoc/>
    public Sensitivity Constant(double[] values, Shape shape) => Sensitivity.Of(Recorder.Constant(values, shape));

    /// <inheritdoc/>
    public Sensitivity Add(Sensitivity left, Sensitivity right) => Linear(Recorder.Add, left, right);

    /// <inheritdoc/>
    public Sensitivity Subtract(Sensitivity left, Sensitivity right) => Linear(Recorder.Subtract, left, right);

    /// <inheritdoc/>
    public Sensitivity Multiply(Sensitivity left, Sensitivity right) => Scale(Recorder.Multiply, left, right);

    /// <inheritdoc/>
    public Sensitivity Divide(Sensitivity left, Sensitivity right) => Scale(Recorder.Divide, left, right);

    /// <inheritdoc/>
    public Sensitivity Negate(Sensitivity value) => value.Diagonal is { } diagonal
        ? Sensitivity.OfDiagonal(-diagonal)
        : Elementwise(Recorder.Negate, value);

    /// <inheritdoc/>
    public Sensitivity Abs(Sensitivity value) => Elementwise(Recorder.Abs, value);

    /// <inheritdoc/>
    public Sensitivity Sign(Sensitivity value) => Elementwise(Recorder.Sign, value);

    /// <inheritdoc/>
    public Sensitivity Sqrt(Sensitivity value) => Elementwise(Recorder.Sqrt, value);

    /// <inheritdoc/>
    public Sensitivity Exp(Sensitivity value) => Elementwise(Recorder.Exp, value);

    /// <inheritdoc/>
    public Sensitivity Log(Sensitivity value) => Elementwise(Recorder.Log, value);

    /// <inheritdoc/>
    public Sensitivity Sin(Sensitivity value) => Elementwise(Recorder.Sin, value);

    /// <inheritdoc/>
    public Sensitivity Cos(Sensitivity value) => Elementwise(Recorder.Cos, value);

    /// <inheritdoc/>
    public Sensitivity Tanh(Sensitivity value) => Elementwise(Recorder.Tanh, value);

    /// <inheritdoc/>
    public Sensitivity Atan(Sensitivity value) => Elementwise(Recorder.Atan, value);

    /// <inheritdoc/>
    public Sensitivity Cbrt(Sensitivity value) => Elementwise(Recorder.Cbrt, value);

    /// <inheritdoc/>
    public Sensitivity Log1p(Sensitivity value) => Elementwise(Recorder.Log1p, value);

    /// <inheritdoc/>
    public Sensitivity Expm1(Sensitivity value) => Elementwise(Recorder.Expm1, value);

    /// <inheritdoc/>
    public Sensitivity Erf(Sensitivity value) => Elementwise(Recorder.Erf, value);

    /// <inheritdoc/>
    public Sensitivity NormalCdf(Sensitivity value) => Elementwise(Recorder.NormalCdf, value);

    /// <inheritdoc/>
    public Sensitivity Pow(Sensitivity value, Sensitivity exponent) => Elementwise(Recorder.Pow, value, exponent);

    /// <inheritdoc/>
    public Sensitivity Min(Sensitivity left, Sensitivity right) => Elementwise(Recorder.Min, left, right);

    /// <inheritdoc/>
    public Sensitivity Max(Sensitivity left, Sensitivity right) => Elementwise(Recorder.Max, left, right);

    /// <inheritdoc/>
    public Sensitivity SelectLess(Sensitivity left, Sensitivity right, Sensitivity less, Sensitivity otherwise)
    {
        bool isDiagonal = !left.IsDerivative && !right.IsDerivative && IsDiagonal(less) && IsDiagonal(otherwise)
            && (less.IsDerivative || otherwise.IsDerivative);
        return isDiagonal
            ? Sensitivity.OfDiagonal(Recorder.SelectLess(left.Value!, right.Value!, less.Diagonal ?? less.Value!, otherwise.Diagonal ?? otherwise.Value!))
            : OfAll(values => Recorder.SelectLess(values[0], values[1], values[2], values[3]), left, right, less, otherwise);
    }

    /// <inheritdoc/>
    public Sensitivity Norm(Sensitivity vector, Shape shape) => Sensitivity.Of(Recorder.Norm(vector.Value!, shape));

    // 0 is what stands for a derivative that there is none of.
    private static bool IsDiagonal(Sensitivity part) => part.Diagonal is not null || part.Value is { Primitive: Primitive.Constant, Values: [0] };

    // Of diagonal matrices the operation is one of their diagonals.
    private Sensitivity Linear(Func<Expression, Expression, Expression> operation, Sensitivity left, Sensitivity right) =>
        left.Diagonal is { } first && right.Diagonal is { } second
            ? Sensitivity.OfDiagonal(operation(first, second))
            : Elementwise(operation, left, right);

    private Sensitivity Scale(Func<Expression, Expression, Expression> operation, Sensitivity left, Sensitivity right) =>
        left.Diagonal is { } diagonal && right.Value is { } factor
            ? Sensitivity.OfDiagonal(operation(diagonal, factor))
            : Elementwise(operation, left, right);

    private Sensitivity Elementwise(Func<Expression, Expression> operation, Sensitivity value) =>
        OfAll(values => operation(values[0]), value);

    private Sensitivity Elementwise(Func<Expression, Expression, Expression> operation, Sensitivity left, Sensitivity right) =>
        OfAll(values => operation(values[0], values[1]), left, right);

    private Sensitivity OfAll(Func<Expression[], Expression> operation, params Sensitivity[] operands)
    {
        if (!operands.Any(operand => operand.IsDerivative))
        {
            return Sensitivity.Of(operation([.. operands.Select(operand => operand.Value!)]));
        }

        Shape shape = operands.First(operand => operand.IsDerivative).Shape;
        return Sensitivity.OfRows(operation([.. operands.Select(operand => operand.Value is { } value ? Beside(value) : operand.ToRows())]), shape);
    }

    // A value for every element of its derivative's row.
    private Expression Beside(Expression value) =>
        value is { Primitive: Primitive.Constant, Values.Length: 1 } ? Expression.FromDouble(value.Values[0])
        : value.Shape.Rank == 0 ? Recorder.Broadcast(value, Shape.Matrix(1, unknowns))
        : Expression.Outer(Expression.Reshape(value, value.Shape.Size), Ones(unknowns));

    private static Expression Ones(int count)
    {
        double[] ones = new double[count];
        Array.Fill(ones, 1);
        return Expression.Around(ones, Shape.Vector(count));
    }
}
