namespace R2N2;

/// <summary>
/// Forward differentiation over any reader: every primitive also carries its derivative along. Over itself
/// it gives second derivatives, over <see cref="ExpressionReader"/> symbolic ones.
/// </summary>
/// <param name="inner">The reader that values and tangents are computed with.</param>
/// <typeparam name="T">What the underlying engine calls a tensor.</typeparam>
internal sealed class DualReader<T>(IReader<T> inner) : IReader<Dual<T>>
    where T : class
{
    /// <inheritdoc/>
    public Dual<T> Constant(double[] values, Shape shape) => new(inner.Constant(values, shape));

    /// <inheritdoc/>
    public Dual<T> Broadcast(Dual<T> scalar, Shape shape) => Linear(scalar, x => inner.Broadcast(x, shape));

    /// <inheritdoc/>
    public Dual<T> Add(Dual<T> left, Dual<T> right) =>
        new(inner.Add(left.Value, right.Value), Plus(left.Tangent, right.Tangent));

    /// <inheritdoc/>
    public Dual<T> Subtract(Dual<T> left, Dual<T> right) =>
        new(inner.Subtract(left.Value, right.Value), Minus(left.Tangent, right.Tangent));

    /// <inheritdoc/>
    public Dual<T> Multiply(Dual<T> left, Dual<T> right) =>
        new(inner.Multiply(left.Value, right.Value), Plus(Times(left.Tangent, right.Value), Times(right.Tangent, left.Value)));

    /// <inheritdoc/>
    public Dual<T> Divide(Dual<T> left, Dual<T> right)
    {
        // The tangent may carry many directions, the value has one: factors are made of values first.
        T quotient = inner.Divide(left.Value, right.Value);
        T? alongLeft = left.Tangent is null ? null : inner.Divide(left.Tangent, right.Value);
        T? alongRight = right.Tangent is null
            ? null
            : inner.Multiply(right.Tangent, inner.Negate(inner.Divide(quotient, right.Value)));
        return new(quotient, Plus(alongLeft, alongRight));
    }

    /// <inheritdoc/>
    public Dual<T> Negate(Dual<T> value) => Linear(value, inner.Negate);

    /// <inheritdoc/>
    public Dual<T> Abs(Dual<T> value) => Chain(value, inner.Abs(value.Value), () => inner.Sign(value.Value));

    /// <inheritdoc/>
    public Dual<T> Sign(Dual<T> value) => new(inner.Sign(value.Value));

    /// <inheritdoc/>
    public Dual<T> Sqrt(Dual<T> value)
    {
        T root = inner.Sqrt(value.Value);
        return value.Tangent is not { } tangent
            ? new(root)
            : new(root, AlongRoot(tangent, root, inner.Divide(Scalar(0.5), root)));
    }

    /// <inheritdoc/>
    public Dual<T> Exp(Dual<T> value)
    {
        T exponential = inner.Exp(value.Value);
        return Chain(value, exponential, () => exponential);
    }

    /// <inheritdoc/>
    public Dual<T> Log(Dual<T> value) =>
        new(inner.Log(value.Value), value.Tangent is null ? null : inner.Divide(value.Tangent, value.Value));

    /// <inheritdoc/>
    public Dual<T> Sin(Dual<T> value) => Chain(value, inner.Sin(value.Value), () => inner.Cos(value.Value));

    /// <inheritdoc/>
    public Dual<T> Cos(Dual<T> value) => Chain(value, inner.Cos(value.Value), () => inner.Negate(inner.Sin(value.Value)));

    /// <inheritdoc/>
    public Dual<T> Tanh(Dual<T> value)
    {
        T tanh = inner.Tanh(value.Value);
        return Chain(value, tanh, () => inner.Subtract(Scalar(1), inner.Multiply(tanh, tanh)));
    }

    /// <inheritdoc/>
    public Dual<T> Atan(Dual<T> value) => Chain(
        value, inner.Atan(value.Value), () => inner.Divide(Scalar(1), inner.Add(Scalar(1), inner.Multiply(value.Value, value.Value))));

    /// <inheritdoc/>
    public Dual<T> Cbrt(Dual<T> value)
    {
        T root = inner.Cbrt(value.Value);
        if (value.Tangent is not { } tangent)
        {
            return new(root);
        }

        T square = inner.Multiply(root, root);
        return new(root, AlongRoot(tangent, square, inner.Divide(Scalar(1), inner.Multiply(Scalar(3), square))));
    }

    /// <inheritdoc/>
    public Dual<T> Log1p(Dual<T> value) => new(
        inner.Log1p(value.Value), value.Tangent is null ? null : inner.Divide(value.Tangent, inner.Add(Scalar(1), value.Value)));

    /// <inheritdoc/>
    public Dual<T> Expm1(Dual<T> value) => Chain(value, inner.Expm1(value.Value), () => inner.Exp(value.Value));

    /// <inheritdoc/>
    public Dual<T> Erf(Dual<T> value) => Chain(
        value, inner.Erf(value.Value), () => inner.Multiply(Scalar(2 / Math.Sqrt(Math.PI)), ExpOfSquare(-1, value.Value)));

    /// <inheritdoc/>
    public Dual<T> NormalCdf(Dual<T> value) => Chain(
        value, inner.NormalCdf(value.Value), () => inner.Multiply(Scalar(1 / FunctionSeries.RootOfTwoPi), ExpOfSquare(-0.5, value.Value)));

    /// <inheritdoc/>
    public Dual<T> Pow(Dual<T> value, Dual<T> exponent)
    {
        T power = inner.Pow(value.Value, exponent.Value);
        T? alongBase = value.Tangent is null ? null : inner.Multiply(
            value.Tangent,
            inner.Multiply(exponent.Value, inner.Pow(value.Value, inner.Subtract(exponent.Value, Scalar(1)))));
        T? alongExponent = exponent.Tangent is null ? null : inner.Multiply(
            exponent.Tangent, inner.Multiply(power, inner.Log(value.Value)));
        return new(power, Plus(alongBase, alongExponent));
    }

    /// <inheritdoc/>
    public Dual<T> Min(Dual<T> left, Dual<T> right) =>
        new(inner.Min(left.Value, right.Value), Choose(left.Value, right.Value, left.Tangent, right.Tangent));

    /// <inheritdoc/>
    public Dual<T> Max(Dual<T> left, Dual<T> right) =>
        new(inner.Max(left.Value, right.Value), Choose(left.Value, right.Value, right.Tangent, left.Tangent));

    /// <inheritdoc/>
    public Dual<T> SelectLess(Dual<T> left, Dual<T> right, Dual<T> less, Dual<T> otherwise) => new(
        inner.SelectLess(left.Value, right.Value, less.Value, otherwise.Value),
        Choose(left.Value, right.Value, less.Tangent, otherwise.Tangent));

    /// <inheritdoc/>
    public Dual<T> MatrixVector(Dual<T> matrix, Dual<T> vector) =>
        Bilinear(matrix, vector, inner.MatrixVector);

    /// <inheritdoc/>
    public Dual<T> MatrixMatrix(Dual<T> left, Dual<T> right) =>
        Bilinear(left, right, inner.MatrixMatrix);

    /// <inheritdoc/>
    public Dual<T> SparseProduct(SparseMatrix matrix, Dual<T> vector) => Linear(vector, x => inner.SparseProduct(matrix, x));

    /// <inheritdoc/>
    public Dual<T> Solve(Dual<T> matrix, Dual<T> right, Shape shape)
    {
        // d(A⁻¹b) = A⁻¹(db - dA A⁻¹b)
        T solution = inner.Solve(matrix.Value, right.Value, shape);
        T? alongMatrix = matrix.Tangent is null ? null
            : shape.Rank == 1 ? inner.MatrixVector(matrix.Tangent, solution)
            : inner.MatrixMatrix(matrix.Tangent, solution);
        return new(solution, Minus(right.Tangent, alongMatrix) is { } moved ? inner.Solve(matrix.Value, moved, shape) : null);
    }

    /// <inheritdoc/>
    public Dual<T> Transpose(Dual<T> matrix) => Linear(matrix, inner.Transpose);

    /// <inheritdoc/>
    public Dual<T> Sum(Dual<T> value, int axis) => Linear(value, x => inner.Sum(x, axis));

    /// <inheritdoc/>
    public Dual<T> Norm(Dual<T> vector, Shape shape)
    {
        T norm = inner.Norm(vector.Value, shape);
        if (vector.Tangent is not { } tangent)
        {
            return new(norm);
        }

        // The zero vector has no direction; a division by infinity makes it 0, in derivatives of higher order too.
        T length = inner.SelectLess(Scalar(0), norm, norm, Scalar(double.PositiveInfinity));
        T direction = inner.Divide(vector.Value, inner.Broadcast(length, shape));
        return new(norm, inner.Sum(inner.Multiply(tangent, direction), -1));
    }

    /// <inheritdoc/>
    public Dual<T> Index(Dual<T> value, int axis, int index) => Linear(value, x => inner.Index(x, axis, index));

    /// <inheritdoc/>
    public Dual<T> Slice(Dual<T> value, int axis, int start, int length) =>
        Linear(value, x => inner.Slice(x, axis, start, length));

    /// <inheritdoc/>
    public Dual<T> Stack(IReadOnlyList<Dual<T>> values, Shape part) =>
        Join(values, _ => part, parts => inner.Stack(parts, part));

    /// <inheritdoc/>
    public Dual<T> Concat(IReadOnlyList<Dual<T>> values, IReadOnlyList<Shape> parts, int axis) =>
        Join(values, i => parts[i], joined => inner.Concat(joined, parts, axis));

    /// <inheritdoc/>
    public Dual<T> Reshape(Dual<T> value, Shape source, Shape target) =>
        Linear(value, x => inner.Reshape(x, source, target));

    private static Dual<T> Linear(Dual<T> value, Func<T, T> map) =>
        new(map(value.Value), value.Tangent is null ? null : map(value.Tangent));

    private Dual<T> Bilinear(Dual<T> left, Dual<T> right, Func<T, T, T> product) => new(
        product(left.Value, right.Value),
        Plus(
            left.Tangent is null ? null : product(left.Tangent, right.Value),
            right.Tangent is null ? null : product(left.Value, right.Tangent)));

    private Dual<T> Join(IReadOnlyList<Dual<T>> values, Func<int, Shape> shape, Func<IReadOnlyList<T>, T> join)
    {
        T value = join([.. values.Select(part => part.Value)]);
        if (values.All(part => part.Tangent is null))
        {
            return new(value);
        }

        // A part that does not move still takes up its place.
        return new(value, join([.. values.Select((part, i) => part.Tangent ?? Zeros(shape(i)))]));
    }

    private T Zeros(Shape shape) => inner.Constant(new double[shape.Size], shape);

    private Dual<T> Chain(Dual<T> value, T result, Func<T> derivative) =>
        new(result, value.Tangent is null ? null : inner.Multiply(value.Tangent, derivative()));

    // Where a root and the tangent are 0, as in √(Σ x²) at 0, the product with the infinite slope would be NaN. The sum keeps every
    // other NaN, and the factor 0 lets no derivative of higher order through.
    private T AlongRoot(T tangent, T size, T slope)
    {
        T moving = inner.Multiply(tangent, slope);
        T standing = inner.Multiply(inner.Add(tangent, size), Scalar(0));
        return inner.SelectLess(Scalar(0), inner.Max(size, inner.Abs(tangent)), moving, standing);
    }

    // e^(factor x²)
    private T ExpOfSquare(double factor, T x) => inner.Exp(inner.Multiply(Scalar(factor), inner.Multiply(x, x)));

    private T Scalar(double value) => inner.Constant([value], Shape.Scalar);

    private T? Times(T? tangent, T factor) => tangent is null ? null : inner.Multiply(tangent, factor);

    private T? Plus(T? left, T? right) =>
        left is null ? right : right is null ? left : inner.Add(left, right);

    private T? Minus(T? left, T? right) =>
        right is null ? left : left is null ? inner.Negate(right) : inner.Subtract(left, right);

    private T? Choose(T left, T right, T? less, T? otherwise) =>
        less is null && otherwise is null ? null : inner.SelectLess(left, right, less ?? Scalar(0), otherwise ?? Scalar(0));
}
