namespace R2N2;

/// <summary>
/// Records expressions. Operators and functions of <see cref="Expression"/> go through it, and reading an
/// existing expression with it rebuilds that expression over other inputs (substitution); reading one with
/// <see cref="DualReader{T}"/> over it gives the symbolic derivative. All shape rules live here.
/// </summary>
internal sealed class ExpressionReader : IReader<Expression>
{
    public static ExpressionReader Instance { get; } = new();

    public static ArgumentException Mismatch(string operation, Shape left, Shape right, string expected) =>
        new($"{operation} got a {left} and a {right}; {expected}.");

    public Expression Constant(double[] values, Shape shape) => Expression.Around(values, shape);

    public Expression Broadcast(Expression scalar, Shape shape)
    {
        RequireRank("Broadcast", scalar, 0);
        return new Expression(Primitive.Broadcast, shape, scalar);
    }

    public Expression Add(Expression left, Expression right) => Elementwise(Primitive.Add, left, right);

    public Expression Subtract(Expression left, Expression right) => Elementwise(Primitive.Subtract, left, right);

    public Expression Multiply(Expression left, Expression right) => Elementwise(Primitive.Multiply, left, right);

    public Expression Divide(Expression left, Expression right) => Elementwise(Primitive.Divide, left, right);

    public Expression Negate(Expression value) => Elementwise(Primitive.Negate, value);

    public Expression Abs(Expression value) => Elementwise(Primitive.Abs, value);

    public Expression Sign(Expression value) => Elementwise(Primitive.Sign, value);

    public Expression Sqrt(Expression value) => Elementwise(Primitive.Sqrt, value);

    public Expression Exp(Expression value) => Elementwise(Primitive.Exp, value);

    public Expression Log(Expression value) => Elementwise(Primitive.Log, value);

    public Expression Sin(Expression value) => Elementwise(Primitive.Sin, value);

    public Expression Cos(Expression value) => Elementwise(Primitive.Cos, value);

    public Expression Tanh(Expression value) => Elementwise(Primitive.Tanh, value);

    public Expression Atan(Expression value) => Elementwise(Primitive.Atan, value);

    public Expression Cbrt(Expression value) => Elementwise(Primitive.Cbrt, value);

    public Expression Log1p(Expression value) => Elementwise(Primitive.Log1p, value);

    public Expression Expm1(Expression value) => Elementwise(Primitive.Expm1, value);

    public Expression Erf(Expression value) => Elementwise(Primitive.Erf, value);

    public Expression NormalCdf(Expression value) => Elementwise(Primitive.NormalCdf, value);

    public Expression Pow(Expression value, Expression exponent) => Elementwise(Primitive.Pow, value, exponent);

    public Expression Min(Expression left, Expression right) => Elementwise(Primitive.Min, left, right);

    public Expression Max(Expression left, Expression right) => Elementwise(Primitive.Max, left, right);

    public Expression SelectLess(Expression left, Expression right, Expression less, Expression otherwise) =>
        Elementwise(Primitive.SelectLess, left, right, less, otherwise);

    public Expression MatrixVector(Expression matrix, Expression vector)
    {
        RequireRank("MatMul", matrix, 2);
        RequireRank("MatMul", vector, 1);
        return matrix.Shape[1] == vector.Shape[0]
            ? new Expression(Primitive.MatrixVector, Shape.Vector(matrix.Shape[0]), matrix, vector)
            : throw Mismatch("MatMul", matrix.Shape, vector.Shape, "the matrix needs as many columns as the vector has elements");
    }

    public Expression MatrixMatrix(Expression left, Expression right)
    {
        RequireRank("MatMul", left, 2);
        RequireRank("MatMul", right, 2);
        return left.Shape[1] == right.Shape[0]
            ? new Expression(Primitive.MatrixMatrix, Shape.Matrix(left.Shape[0], right.Shape[1]), left, right)
            : throw Mismatch("MatMul", left.Shape, right.Shape, "the left needs as many columns as the right has rows");
    }

    public Expression SparseProduct(SparseMatrix matrix, Expression vector)
    {
        RequireRank("A sparse matrix times a value", vector, 1);
        return matrix.Columns != vector.Shape[0]
            ? throw Mismatch("MatMul", Shape.Matrix(matrix.Rows, matrix.Columns), vector.Shape, "the matrix needs as many columns as the vector has elements")
            : matrix.Count == 0
            ? Broadcast(0, Shape.Vector(matrix.Rows))
            : new Expression(Primitive.SparseProduct, Shape.Vector(matrix.Rows), new PrimitiveArguments(Matrix: matrix), vector);
    }

    public Expression Solve(Expression matrix, Expression right, Shape shape)
    {
        bool fits = matrix.Shape.Rank == 2
            && matrix.Shape[0] == matrix.Shape[1]
            && right.Shape.Rank > 0
            && right.Shape[0] == matrix.Shape[0];
        return fits
            ? new Expression(Primitive.Solve, right.Shape, matrix, right)
            : throw Mismatch(
                "Solve", matrix.Shape, right.Shape, "it needs a square matrix, and a vector with as many elements or a matrix with as many rows");
    }

    public Expression Transpose(Expression matrix)
    {
        RequireRank("Transpose", matrix, 2);
        return new Expression(Primitive.Transpose, Shape.Matrix(matrix.Shape[1], matrix.Shape[0]), matrix);
    }

    public Expression Sum(Expression value, int axis)
    {
        RequireAxis("Sum", value, axis);
        return new Expression(Primitive.Sum, value.Shape.Without(^-axis), new PrimitiveArguments(axis), value);
    }

    public Expression Norm(Expression vector, Shape shape)
    {
        RequireRank("Norm", vector, 1);
        return new Expression(Primitive.Norm, Shape.Scalar, vector);
    }

    public Expression Index(Expression value, int axis, int index)
    {
        RequireAxis("Indexing", value, axis);
        RequirePart(value, axis, index, 1);
        return new Expression(
            Primitive.Index, value.Shape.Without(^-axis), new PrimitiveArguments(axis, index), value);
    }

    public Expression Slice(Expression value, int axis, int start, int length)
    {
        RequireAxis("Slicing", value, axis);
        RequirePart(value, axis, start, length);
        return new Expression(
            Primitive.Slice, value.Shape.With(^-axis, length), new PrimitiveArguments(axis, start, length), value);
    }

    public Expression Stack(IReadOnlyList<Expression> values, Shape part)
    {
        if (part.Rank > 1)
        {
            throw new ArgumentException($"Stack got {Listed(values)}; it joins scalars or vectors. Concat joins matrices.");
        }

        foreach (Expression value in values)
        {
            if (!value.Shape.Equals(part))
            {
                throw Mismatch("Stack", part, value.Shape, "all values must have one shape");
            }
        }

        return new Expression(Primitive.Stack, Shape.Of([values.Count, .. part.Dimensions]), [.. values]);
    }

    public Expression Concat(IReadOnlyList<Expression> values, IReadOnlyList<Shape> parts, int axis)
    {
        Shape first = parts[0];
        if (first.Rank == 0)
        {
            throw new ArgumentException($"Concat got {Listed(values)}; it joins vectors or matrices. Stack joins scalars.");
        }

        RequireAxis("Concat", values[0], axis);
        int length = 0;
        foreach (Shape part in parts)
        {
            if (part.Rank != first.Rank || !part.Without(^-axis).Equals(first.Without(^-axis)))
            {
                throw Mismatch("Concat", first, part, "all axes but the joined one must agree");
            }

            length = checked(length + part[^-axis]);
        }

        return new Expression(
            Primitive.Concat, first.With(^-axis, length), new PrimitiveArguments(axis), [.. values]);
    }

    public Expression Reshape(Expression value, Shape source, Shape target)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Shape.Size == target.Size
            ? new Expression(Primitive.Reshape, target, value)
            : throw Mismatch("Reshape", value.Shape, target, "both must have the same number of elements");
    }

    private Expression Elementwise(Primitive primitive, params Expression[] operands)
    {
        Shape shape = Shape.Scalar;
        foreach (Expression operand in operands)
        {
            ArgumentNullException.ThrowIfNull(operand);
            if (shape.Rank == 0)
            {
                shape = operand.Shape;
            }
            else if (operand.Shape.Rank > 0 && !operand.Shape.Equals(shape))
            {
                throw Mismatch(primitive.ToString(), shape, operand.Shape, "the shapes must be equal, or one a scalar");
            }
        }

        // A scalar constant broadcasts by itself in every engine; any other scalar has batch axes of its own.
        Expression[] aligned = [.. operands.Select(operand =>
            operand.Shape.Equals(shape) || operand.Primitive == Primitive.Constant ? operand : Broadcast(operand, shape))];
        return new Expression(primitive, shape, aligned);
    }

    private static string Listed(IEnumerable<Expression> values) =>
        string.Join(", ", values.Select(value => $"a {value.Shape}"));

    private static void RequireRank(string operation, Expression value, int rank)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Shape.Rank != rank)
        {
            string needed = rank switch { 0 => "scalar", 1 => "vector", _ => "matrix" };
            throw new ArgumentException($"{operation} got a {value.Shape} where it needs a {needed}.");
        }
    }

    private static void RequireAxis(string operation, Expression value, int axis)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (axis >= 0 || axis < -value.Shape.Rank)
        {
            throw new ArgumentException($"{operation} got a {value.Shape}, which has no axis {axis} counted from the end.");
        }
    }

    private static void RequirePart(Expression value, int axis, int start, int length)
    {
        int available = value.Shape[^-axis];
        if (start < 0 || length < 1 || start > available - length)
        {
            string found = length == 1 ? $"index {start}" : $"indices {start} to {start + length - 1}";
            throw new ArgumentException(
                $"A {value.Shape} was indexed with {found}; that axis has the indices 0 to {available - 1}.");
        }
    }
}
