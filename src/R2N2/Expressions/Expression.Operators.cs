namespace R2N2;

/// <content>Operators and indexers.</content>
public sealed partial class Expression
{
    private static ExpressionReader Recorder => ExpressionReader.Instance;

    /// <summary>One element of a vector, or one row of a matrix.</summary>
    /// <param name="index">The index, from 0, or from the end with <c>^1</c>.</param>
    public Expression this[Index index] => Recorder.Index(this, -Shape.Rank, At(index, 0));

    /// <summary>One element of a matrix.</summary>
    /// <param name="row">The row, from 0, or from the end with <c>^1</c>.</param>
    /// <param name="column">The column, likewise.</param>
    public Expression this[Index row, Index column]
    {
        get
        {
            RequireAxis(1);
            return this[row][column];
        }
    }

    /// <summary>Some consecutive elements of a vector, or rows of a matrix.</summary>
    /// <param name="range">Which, for example <c>1..3</c>; at least one.</param>
    public Expression this[Range range] => Part(this, 0, range);

    /// <summary>Some consecutive elements of one row of a matrix.</summary>
    /// <param name="row">The row.</param>
    /// <param name="columns">Which of its elements.</param>
    public Expression this[Index row, Range columns]
    {
        get
        {
            RequireAxis(1);
            return this[row][columns];
        }
    }

    /// <summary>Some consecutive elements of one column of a matrix.</summary>
    /// <param name="rows">Which of its elements.</param>
    /// <param name="column">The column.</param>
    public Expression this[Range rows, Index column] => Recorder.Index(Part(this, 0, rows), -1, At(column, 1));

    /// <summary>A block of a matrix.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public Expression this[Range rows, Range columns] => Part(Part(this, 0, rows), 1, columns);

    /// <summary>Elementwise sum.</summary>
    public static Expression operator +(Expression left, Expression right) => Recorder.Add(left, right);

    /// <summary>Elementwise difference.</summary>
    public static Expression operator -(Expression left, Expression right) => Recorder.Subtract(left, right);

    /// <summary>Elementwise negation.</summary>
    public static Expression operator -(Expression value) => Recorder.Negate(value);

    /// <summary>The product of linear algebra where a matrix meets a vector or a matrix, elementwise otherwise.</summary>
    public static Expression operator *(Expression left, Expression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        bool matrixProduct = Math.Max(left.Shape.Rank, right.Shape.Rank) == 2
            && Math.Min(left.Shape.Rank, right.Shape.Rank) > 0;
        return matrixProduct ? MatMul(left, right) : Recorder.Multiply(left, right);
    }

    /// <summary>Elementwise quotient.</summary>
    public static Expression operator /(Expression left, Expression right) => Recorder.Divide(left, right);

    private static Expression Part(Expression value, int axis, Range range)
    {
        value.RequireAxis(axis);
        int available = value.Shape[axis];
        int start = range.Start.GetOffset(available);
        int end = range.End.GetOffset(available);
        if (start < 0 || end > available || start >= end)
        {
            throw new ArgumentException(
                $"A {value.Shape} was sliced with {range}; that axis has the indices 0 to {available - 1}, and a slice holds at least one.");
        }

        return Recorder.Slice(value, axis - value.Shape.Rank, start, end - start);
    }

    private int At(Index index, int axis)
    {
        RequireAxis(axis);
        return index.GetOffset(Shape[axis]);
    }

    private void RequireAxis(int axis)
    {
        if (axis >= Shape.Rank)
        {
            throw new ArgumentException($"A {Shape} was indexed as if it had {axis + 1} or more axes.");
        }
    }
}
