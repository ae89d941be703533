namespace R2N2;

/// <content>Linear algebra composed of other functions.</content>
public sealed partial class Expression
{
    /// <summary>The dot product Σ uᵢ vᵢ of two vectors, a scalar.</summary>
    /// <param name="left">u, a vector.</param>
    /// <param name="right">v, a vector of the same length.</param>
    /// <exception cref="ArgumentException">They are not vectors of one length.</exception>
    public static Expression Dot(Expression left, Expression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.Shape.Rank == 1 && left.Shape.Equals(right.Shape)
            ? Sum(left * right)
            : throw ExpressionReader.Mismatch("Dot", left.Shape, right.Shape, "it needs two vectors of one length");
    }

    /// <summary>The outer product u vᵀ of two vectors, the matrix of all uᵢ vⱼ.</summary>
    /// <param name="left">u, a vector [r].</param>
    /// <param name="right">v, a vector [c].</param>
    /// <returns>A matrix [r, c].</returns>
    /// <exception cref="ArgumentException">They are not vectors.</exception>
    public static Expression Outer(Expression left, Expression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.Shape.Rank == 1 && right.Shape.Rank == 1
            ? Recorder.MatrixMatrix(Reshape(left, left.Shape[0], 1), Reshape(right, 1, right.Shape[0]))
            : throw ExpressionReader.Mismatch("Outer", left.Shape, right.Shape, "it needs two vectors");
    }

    /// <summary>The diagonal matrix of a vector, zeros beside it; or the diagonal of a matrix, a vector.</summary>
    /// <param name="value">A vector [m], or a matrix [r, c].</param>
    /// <returns>A matrix [m, m], or a vector of the shorter of both lengths.</returns>
    /// <exception cref="ArgumentException">The value is a scalar.</exception>
    public static Expression Diag(Expression value)
    {
        ArgumentNullException.ThrowIfNull(value);
        switch (value.Shape.Rank)
        {
            case 1:
                // Behind every element come so many zeros that the next one lies a row below and a column to the right.
                int m = value.Shape[0];
                Expression spaced = Beside(Reshape(value, m, 1), Zeros(m, m));
                return Reshape(Reshape(spaced, m * (m + 1))[..(m * m)], m, m);
            case 2:
                int length = Math.Min(value.Shape[0], value.Shape[1]);
                Expression square = value[..length, ..length];
                Expression elements = Concat(Reshape(square, length * length), new double[length]);
                return Reshape(elements, length, length + 1)[.., 0];
            default:
                throw new ArgumentException($"Diag got a {value.Shape}; it needs a vector or a matrix.", nameof(value));
        }
    }

    /// <summary>
    /// A⁻¹, for what needs the inverse itself; where it is multiplied with only a few vectors, <see cref="Solve"/> is faster and more
    /// accurate. NaN where A is singular to working precision.
    /// </summary>
    /// <param name="matrix">A, a square matrix [m, m].</param>
    /// <exception cref="ArgumentException">A is not a square matrix.</exception>
    public static Expression Inverse(Expression matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.Shape.Rank == 2 && matrix.Shape[0] == matrix.Shape[1]
            ? Solve(matrix, Identity(matrix.Shape[0]))
            : throw new ArgumentException($"Inverse got a {matrix.Shape}; it needs a square matrix.", nameof(matrix));
    }

    internal static Expression Identity(int m)
    {
        double[] elements = new double[checked(m * m)];
        for (int i = 0; i < m; i++)
        {
            elements[i * (m + 1)] = 1;
        }

        return Around(elements, Shape.Matrix(m, m));
    }

    private static Expression Beside(Expression left, Expression right) => Recorder.Concat([left, right], [left.Shape, right.Shape], -1);

    private static Expression Zeros(int rows, int columns) => Around(new double[checked(rows * columns)], Shape.Matrix(rows, columns));
}
