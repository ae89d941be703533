namespace R2N2;

/// <summary>
/// Taylor arithmetic over any reader: every primitive maps the Taylor coefficients of its operands to those of its result, by the
/// recurrence that its differential equation gives. Work grows with the square of the order, of powers with its cube; that of nested
/// <see cref="DualReader{T}"/> doubles with every order. Where a derivative does not exist, the conventions are those of <see cref="DualReader{T}"/>.
/// (Griewank, Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 13.2.)
/// </summary>
/// <param name="inner">The reader that coefficients are computed with.</param>
/// <param name="order">The number of the last coefficient that is computed, at least 0.</param>
/// <typeparam name="T">What the underlying engine calls a tensor.</typeparam>
internal sealed partial class JetReader<T>(IReader<T> inner, int order) : IReader<Jet<T>>
    where T : class
{
    // The derivative of a result is needed to one coefficient fewer.
    private JetReader<T> Lower => new(inner, order - 1);

    /// <inheritdoc/>
    public Jet<T> Constant(double[] values, Shape shape) => new(inner.Constant(values, shape));

    /// <inheritdoc/>
    public Jet<T> Broadcast(Jet<T> scalar, Shape shape) => Linear(scalar, x => inner.Broadcast(x, shape));

    /// <inheritdoc/>
    public Jet<T> Add(Jet<T> left, Jet<T> right) => Each(inner.Add(left.Value, right.Value), [left, right], k => Plus(left.At(k), right.At(k)));

    /// <inheritdoc/>
    public Jet<T> Subtract(Jet<T> left, Jet<T> right) =>
        Each(inner.Subtract(left.Value, right.Value), [left, right], k => Minus(left.At(k), right.At(k)));

    /// <inheritdoc/>
    public Jet<T> Multiply(Jet<T> left, Jet<T> right) => Bilinear(left, right, inner.Multiply);

    /// <inheritdoc/>
    public Jet<T> Divide(Jet<T> left, Jet<T> right) => Series(
        inner.Divide(left.Value, right.Value),
        [left, right],
        (c, k) => Quotient(Minus(left.At(k), Convolution(right.At, c, k, 1, k, inner.Multiply)), right.Value));

    /// <inheritdoc/>
    public Jet<T> Negate(Jet<T> value) => Linear(value, inner.Negate);

    /// <inheritdoc/>
    public Jet<T> Abs(Jet<T> value)
    {
        T? sign = IsStill(value) ? null : inner.Sign(value.Value);
        return Each(inner.Abs(value.Value), [value], k => Times(value.At(k), sign));
    }

    /// <inheritdoc/>
    public Jet<T> Sign(Jet<T> value) => new(inner.Sign(value.Value));

    /// <inheritdoc/>
    public Jet<T> Min(Jet<T> left, Jet<T> right) =>
        Each(inner.Min(left.Value, right.Value), [left, right], k => Choose(left.Value, right.Value, left.At(k), right.At(k)));

    /// <inheritdoc/>
    public Jet<T> Max(Jet<T> left, Jet<T> right) =>
        Each(inner.Max(left.Value, right.Value), [left, right], k => Choose(left.Value, right.Value, right.At(k), left.At(k)));

    /// <inheritdoc/>
    public Jet<T> SelectLess(Jet<T> left, Jet<T> right, Jet<T> less, Jet<T> otherwise) => Each(
        inner.SelectLess(left.Value, right.Value, less.Value, otherwise.Value),
        [less, otherwise],
        k => Choose(left.Value, right.Value, less.At(k), otherwise.At(k)));

    /// <inheritdoc/>
    public Jet<T> MatrixVector(Jet<T> matrix, Jet<T> vector) => Bilinear(matrix, vector, inner.MatrixVector);

    /// <inheritdoc/>
    public Jet<T> MatrixMatrix(Jet<T> left, Jet<T> right) => Bilinear(left, right, inner.MatrixMatrix);

    /// <inheritdoc/>
    public Jet<T> SparseProduct(SparseMatrix matrix, Jet<T> vector) => Linear(vector, x => inner.SparseProduct(matrix, x));

    /// <inheritdoc/>
    public Jet<T> Solve(Jet<T> matrix, Jet<T> right, Shape shape)
    {
        // The coefficients of A y = b, each solved for the newest of y.
        Func<T, T, T> product = shape.Rank == 1 ? inner.MatrixVector : inner.MatrixMatrix;
        return Series(
            inner.Solve(matrix.Value, right.Value, shape),
            [matrix, right],
            (y, k) => Minus(right.At(k), Convolution(matrix.At, y, k, 1, k, product)) is { } moved ? inner.Solve(matrix.Value, moved, shape) : null);
    }

    /// <inheritdoc/>
    public Jet<T> Transpose(Jet<T> matrix) => Linear(matrix, inner.Transpose);

    /// <inheritdoc/>
    public Jet<T> Sum(Jet<T> value, int axis) => Linear(value, x => inner.Sum(x, axis));

    /// <inheritdoc/>
    public Jet<T> Index(Jet<T> value, int axis, int index) => Linear(value, x => inner.Index(x, axis, index));

    /// <inheritdoc/>
    public Jet<T> Slice(Jet<T> value, int axis, int start, int length) => Linear(value, x => inner.Slice(x, axis, start, length));

    /// <inheritdoc/>
    public Jet<T> Stack(IReadOnlyList<Jet<T>> values, Shape part) => Join(values, _ => part, parts => inner.Stack(parts, part));

    /// <inheritdoc/>
    public Jet<T> Concat(IReadOnlyList<Jet<T>> values, IReadOnlyList<Shape> parts, int axis) =>
        Join(values, i => parts[i], joined => inner.Concat(joined, parts, axis));

    /// <inheritdoc/>
    public Jet<T> Reshape(Jet<T> value, Shape source, Shape target) => Linear(value, x => inner.Reshape(x, source, target));

    private Jet<T> Linear(Jet<T> value, Func<T, T> map) =>
        Each(map(value.Value), [value], k => value.At(k) is { } coefficient ? map(coefficient) : null);

    private Jet<T> Bilinear(Jet<T> left, Jet<T> right, Func<T, T, T> product) => Each(
        product(left.Value, right.Value), [left, right], k => Convolution(left.At, right.At, k, 0, k, product));

    private Jet<T> Join(IReadOnlyList<Jet<T>> values, Func<int, Shape> shape, Func<IReadOnlyList<T>, T> join) => Each(
        join([.. values.Select(part => part.Value)]),
        values,
        k => values.All(part => part.At(k) is null) ? null : join([.. values.Select((part, i) => part.At(k) ?? Zeros(shape(i)))]));

    // c_0 and each of the others by itself; none beyond c_0 where no operand moves.
    private Jet<T> Each(T value, IReadOnlyList<Jet<T>> operands, Func<int, T?> coefficient) =>
        Series(value, operands, (_, k) => coefficient(k));

    // c_0 and each of the others from those before it.
    private Jet<T> Series(T value, IReadOnlyList<Jet<T>> operands, Func<Func<int, T?>, int, T?> next)
    {
        if (IsStill(operands))
        {
            return new(value);
        }

        T?[] c = new T?[order + 1];
        c[0] = value;
        for (int k = 1; k <= order; k++)
        {
            c[k] = next(i => c[i], k);
        }

        return new(c);
    }

    // Σ a_i b_{k-i} over i = from … to.
    private T? Convolution(Func<int, T?> a, Func<int, T?> b, int k, int from, int to, Func<T, T, T> product)
    {
        T? sum = null;
        for (int i = from; i <= to; i++)
        {
            sum = Plus(sum, a(i) is { } left && b(k - i) is { } right ? product(left, right) : null);
        }

        return sum;
    }

    private bool IsStill(params IReadOnlyList<Jet<T>> operands) => order == 0 || operands.All(operand => operand.Degree == 0);

    private T Zeros(Shape shape) => inner.Constant(new double[shape.Size], shape);

    private T Scalar(double value) => inner.Constant([value], Shape.Scalar);

    private T? Times(T? left, T? right) => left is null || right is null ? null : inner.Multiply(left, right);

    private T? Times(double factor, T? value) =>
        value is null || factor == 1 ? value : inner.Multiply(Scalar(factor), value);

    private T? Quotient(T? numerator, T denominator) => numerator is null ? null : inner.Divide(numerator, denominator);

    private T? Plus(T? left, T? right) => left is null ? right : right is null ? left : inner.Add(left, right);

    private T? Minus(T? left, T? right) =>
        right is null ? left : left is null ? inner.Negate(right) : inner.Subtract(left, right);

    private T? Choose(T left, T right, T? less, T? otherwise) =>
        less is null && otherwise is null ? null : inner.SelectLess(left, right, less ?? Scalar(0), otherwise ?? Scalar(0));
}
