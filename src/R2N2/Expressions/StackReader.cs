namespace R2N2;

/// <summary>Reads functions of single values over stacks of them: part by part, where every part is a value of its own.</summary>
/// <param name="inner">Reads the parts.</param>
/// <typeparam name="T">What the underlying reader calls a tensor. An array is a stack; one of a single value is shared by all parts.</typeparam>
internal sealed class StackReader<T>(IReader<T> inner) : IReader<T[]>
    where T : class
{
    /// <inheritdoc/>
    public T[] Constant(double[] values, Shape shape) => [inner.Constant(values, shape)];

    /// <inheritdoc/>
    public T[] Broadcast(T[] scalar, Shape shape) => Each(scalar, x => inner.Broadcast(x, shape));

    /// <inheritdoc/>
    public T[] Add(T[] left, T[] right) => Each(left, right, inner.Add);

    /// <inheritdoc/>
    public T[] Subtract(T[] left, T[] right) => Each(left, right, inner.Subtract);

    /// <inheritdoc/>
    public T[] Multiply(T[] left, T[] right) => Each(left, right, inner.Multiply);

    /// <inheritdoc/>
    public T[] Divide(T[] left, T[] right) => Each(left, right, inner.Divide);

    /// <inheritdoc/>
    public T[] Negate(T[] value) => Each(value, inner.Negate);

    /// <inheritdoc/>
    public T[] Abs(T[] value) => Each(value, inner.Abs);

    /// <inheritdoc/>
    public T[] Sign(T[] value) => Each(value, inner.Sign);

    /// <inheritdoc/>
    public T[] Sqrt(T[] value) => Each(value, inner.Sqrt);

    /// <inheritdoc/>
    public T[] Exp(T[] value) => Each(value, inner.Exp);

    /// <inheritdoc/>
    public T[] Log(T[] value) => Each(value, inner.Log);

    /// <inheritdoc/>
    public T[] Sin(T[] value) => Each(value, inner.Sin);

    /// <inheritdoc/>
    public T[] Cos(T[] value) => Each(value, inner.Cos);

    /// <inheritdoc/>
    public T[] Tanh(T[] value) => Each(value, inner.Tanh);

    /// <inheritdoc/>
    public T[] Atan(T[] value) => Each(value, inner.Atan);

    /// <inheritdoc/>
    public T[] Cbrt(T[] value) => Each(value, inner.Cbrt);

    /// <inheritdoc/>
    public T[] Log1p(T[] value) => Each(value, inner.Log1p);

    /// <inheritdoc/>
    public T[] Expm1(T[] value) => Each(value, inner.Expm1);

    /// <inheritdoc/>
    public T[] Erf(T[] value) => Each(value, inner.Erf);

    /// <inheritdoc/>
    public T[] NormalCdf(T[] value) => Each(value, inner.NormalCdf);

    /// <inheritdoc/>
    public T[] Pow(T[] value, T[] exponent) => Each(value, exponent, inner.Pow);

    /// <inheritdoc/>
    public T[] Min(T[] left, T[] right) => Each(left, right, inner.Min);

    /// <inheritdoc/>
    public T[] Max(T[] left, T[] right) => Each(left, right, inner.Max);

    /// <inheritdoc/>
    public T[] SelectLess(T[] left, T[] right, T[] less, T[] otherwise) =>
        Each([left, right, less, otherwise], parts => inner.SelectLess(parts[0], parts[1], parts[2], parts[3]));

    /// <inheritdoc/>
    public T[] MatrixVector(T[] matrix, T[] vector) => Each(matrix, vector, inner.MatrixVector);

    /// <inheritdoc/>
    public T[] MatrixMatrix(T[] left, T[] right) => Each(left, right, inner.MatrixMatrix);

    /// <inheritdoc/>
    public T[] SparseProduct(SparseMatrix matrix, T[] vector) => Each(vector, x => inner.SparseProduct(matrix, x));

    /// <inheritdoc/>
    public T[] Solve(T[] matrix, T[] right, Shape shape) => Each(matrix, right, (a, b) => inner.Solve(a, b, shape));

    /// <inheritdoc/>
    public T[] Transpose(T[] matrix) => Each(matrix, inner.Transpose);

    /// <inheritdoc/>
    public T[] Sum(T[] value, int axis) => Each(value, x => inner.Sum(x, axis));

    /// <inheritdoc/>
    public T[] Norm(T[] vector, Shape shape) => Each(vector, x => inner.Norm(x, shape));

    /// <inheritdoc/>
    public T[] Index(T[] value, int axis, int index) => Each(value, x => inner.Index(x, axis, index));

    /// <inheritdoc/>
    public T[] Slice(T[] value, int axis, int start, int length) => Each(value, x => inner.Slice(x, axis, start, length));

    /// <inheritdoc/>
    public T[] Stack(IReadOnlyList<T[]> values, Shape part) => Each(values, parts => inner.Stack(parts, part));

    /// <inheritdoc/>
    public T[] Concat(IReadOnlyList<T[]> values, IReadOnlyList<Shape> parts, int axis) =>
        Each(values, joined => inner.Concat(joined, parts, axis));

    /// <inheritdoc/>
    public T[] Reshape(T[] value, Shape source, Shape target) => Each(value, x => inner.Reshape(x, source, target));

    private static T[] Each(T[] value, Func<T, T> map) => Array.ConvertAll(value, part => map(part));

    private static T[] Each(T[] left, T[] right, Func<T, T, T> map) => Each([left, right], parts => map(parts[0], parts[1]));

    private static T[] Each(IReadOnlyList<T[]> values, Func<T[], T> map) =>
    [
        .. Enumerable.Range(0, values.Max(value => value.Length)).Select(
            i => map([.. values.Select(value => value.Length == 1 ? value[0] : value[i])])),
    ];
}
