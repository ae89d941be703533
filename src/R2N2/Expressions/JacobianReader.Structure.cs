namespace R2N2;

/// <content>Products, parts, and values joined of parts.</content>
internal sealed partial class JacobianReader
{
    /// <inheritdoc/>
    public Sensitivity Broadcast(Sensitivity scalar, Shape shape) => scalar.Value is { } value
        ? Sensitivity.Of(Recorder.Broadcast(value, shape))
        : Sensitivity.OfRows(Expression.Outer(Ones(shape.Size), Expression.Reshape(scalar.ToRows(), unknowns)), shape);

    /// <inheritdoc/>
    public Sensitivity MatrixVector(Sensitivity matrix, Sensitivity vector) => Product(matrix, vector, Shape.Vector(matrix.Shape[0]));

    /// <inheritdoc/>
    public Sensitivity MatrixMatrix(Sensitivity left, Sensitivity right) => Product(left, right, Shape.Matrix(left.Shape[0], right.Shape[1]));

    /// <inheritdoc/>
    public Sensitivity SparseProduct(SparseMatrix matrix, Sensitivity vector) => vector.Value is { } value
        ? Sensitivity.Of(Recorder.SparseProduct(matrix, value))
        : Product(Sensitivity.Of(Dense(matrix)), vector, Shape.Vector(matrix.Rows));

    /// <inheritdoc/>
    public Sensitivity Solve(Sensitivity matrix, Sensitivity right, Shape shape) => right.Value is { } value
        ? Sensitivity.Of(Recorder.Solve(matrix.Value!, value, shape))
        : OfColumns(Expression.Solve(matrix.Value!, Columns(right)), shape);

    /// <inheritdoc/>
    public Sensitivity Transpose(Sensitivity matrix)
    {
        if (matrix.Value is { } value)
        {
            return Sensitivity.Of(Recorder.Transpose(value));
        }

        Expression columns = Columns(matrix);
        (int rows, int count) = (matrix.Shape[0], matrix.Shape[1]);
        Expression[] blocks = [.. Enumerable.Range(0, count).Select(j => Recorder.Slice(columns, -1, j * unknowns, unknowns))];
        return Sensitivity.OfRows(Below(blocks), Shape.Matrix(count, rows));
    }

    /// <inheritdoc/>
    public Sensitivity Sum(Sensitivity value, int axis)
    {
        if (value.Value is { } plain)
        {
            return Sensitivity.Of(Recorder.Sum(plain, axis));
        }

        Shape shape = value.Shape.Without(^-axis);
        if (value.Diagonal is { } diagonal && shape.Rank == 0)
        {
            return Sensitivity.OfRows(Expression.Reshape(diagonal, 1, unknowns), shape);
        }

        (int outer, int length, int inner) = value.Shape.Around(axis);
        Expression rows = Expression.Reshape(value.ToRows(), outer * length, inner * unknowns);
        Expression[] sums = [.. Enumerable.Range(0, outer).Select(o => Recorder.Sum(Recorder.Slice(rows, -2, o * length, length), -2))];
        return Sensitivity.OfRows(Expression.Reshape(Expression.Stack(sums), shape.Size, unknowns), shape);
    }

    /// <inheritdoc/>
    public Sensitivity Index(Sensitivity value, int axis, int index) => value.Value is { } plain
        ? Sensitivity.Of(Recorder.Index(plain, axis, index))
        : Take(value, axis, index, 1, value.Shape.Without(^-axis));

    /// <inheritdoc/>
    public Sensitivity Slice(Sensitivity value, int axis, int start, int length) => value.Value is { } plain
        ? Sensitivity.Of(Recorder.Slice(plain, axis, start, length))
        : Take(value, axis, start, length, value.Shape.With(^-axis, length));

    /// <inheritdoc/>
    public Sensitivity Stack(IReadOnlyList<Sensitivity> values, Shape part) => values.Any(value => value.IsDerivative)
        ? Sensitivity.OfRows(Below([.. values.Select(value => RowsOf(value, part))]), Shape.Of([values.Count, .. part.Dimensions]))
        : Sensitivity.Of(Recorder.Stack([.. values.Select(value => value.Value!)], part));

    /// <inheritdoc/>
    public Sensitivity Concat(IReadOnlyList<Sensitivity> values, IReadOnlyList<Shape> parts, int axis)
    {
        if (!values.Any(value => value.IsDerivative))
        {
            return Sensitivity.Of(Recorder.Concat([.. values.Select(value => value.Value!)], parts, axis));
        }

        Shape joined = parts[0].With(^-axis, parts.Sum(part => part[^-axis]));
        int outer = joined.Around(axis).Outer;
        Expression[] rows = [.. values.Select((value, i) =>
            Expression.Reshape(RowsOf(value, parts[i]), outer, parts[i].Size / outer * unknowns))];
        Expression whole = Recorder.Concat(rows, [.. rows.Select(row => row.Shape)], -1);
        return Sensitivity.OfRows(Expression.Reshape(whole, joined.Size, unknowns), joined);
    }

    /// <inheritdoc/>
    public Sensitivity Reshape(Sensitivity value, Shape source, Shape target) =>
        value.Value is { } plain ? Sensitivity.Of(Recorder.Reshape(plain, source, target))
        : value.Diagonal is { } diagonal ? Sensitivity.OfDiagonal(Recorder.Reshape(diagonal, source, target))
        : value with { Shape = target };

    // What does not move among parts that do is 0.
    private Expression RowsOf(Sensitivity part, Shape shape) => part.IsDerivative
        ? part.ToRows()
        : Expression.Around(new double[checked(shape.Size * unknowns)], Shape.Matrix(shape.Size, unknowns));

    private Sensitivity Take(Sensitivity value, int axis, int start, int length, Shape shape)
    {
        (int outer, int available, int inner) = value.Shape.Around(axis);
        Expression rows = Expression.Reshape(value.ToRows(), outer, available * inner * unknowns);
        Expression part = Recorder.Slice(rows, -1, start * inner * unknowns, length * inner * unknowns);
        return Sensitivity.OfRows(Expression.Reshape(part, shape.Size, unknowns), shape);
    }

    private Sensitivity Product(Sensitivity left, Sensitivity right, Shape shape)
    {
        if (left.Value is { } matrix)
        {
            return right.Value is { } value ? Sensitivity.Of(matrix * value)
                : right is { Diagonal: { } diagonal, Shape.Rank: 1 }
                ? Sensitivity.OfRows(Expression.Hadamard(matrix, Expression.Outer(Ones(shape.Size), diagonal)), shape)
                : OfColumns(Expression.MatMul(matrix, Columns(right)), shape);
        }

        // A moving matrix, row by row.
        Expression factor = right.Shape.Rank == 1
            ? Expression.Reshape(right.Value!, 1, right.Shape[0])
            : Expression.Transpose(right.Value!);
        Expression rows = left.ToRows();
        int length = left.Shape[1];
        return Sensitivity.OfRows(
            Below([.. Enumerable.Range(0, left.Shape[0]).Select(i => Expression.MatMul(factor, Recorder.Slice(rows, -2, i * length, length)))]),
            shape);
    }

    // The derivative of a vector or a matrix of r rows as a matrix of as many: what acts on columns acts on those of all derivatives.
    private Expression Columns(Sensitivity value)
    {
        int rows = value.Shape[0];
        return Expression.Reshape(value.ToRows(), rows, value.Shape.Size / rows * unknowns);
    }

    private Sensitivity OfColumns(Expression columns, Shape shape) =>
        Sensitivity.OfRows(Expression.Reshape(columns, shape.Size, unknowns), shape);

    private static Expression Below(Expression[] blocks) => Recorder.Concat(blocks, [.. blocks.Select(block => block.Shape)], -2);

    private static Expression Dense(SparseMatrix matrix)
    {
        double[] values = new double[checked(matrix.Rows * matrix.Columns)];
        SparseRows rows = matrix.Elements;
        for (int i = 0; i < rows.Count; i++)
        {
            for (int k = rows.Starts[i]; k < rows.Starts[i + 1]; k++)
            {
                values[(i * matrix.Columns) + rows.Columns[k]] = rows.Values[k];
            }
        }

        return Expression.Around(values, Shape.Matrix(matrix.Rows, matrix.Columns));
    }
}
