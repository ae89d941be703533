namespace R2N2;

/// <summary>What <see cref="JacobianReader"/> reads: a value, or the derivative of one with respect to all unknowns.</summary>
/// <param name="Shape">The shape of the value.</param>
/// <param name="Value">The value itself; null for a derivative.</param>
/// <param name="Diagonal">A derivative that is a diagonal matrix: its diagonal, of the shape of the value; else null.</param>
/// <param name="Rows">A derivative that is none: a row for each element of the value, [n, m]; else null.</param>
internal sealed record Sensitivity(Shape Shape, Expression? Value, Expression? Diagonal, Expression? Rows)
{
    /// <summary>Whether it is a derivative.</summary>
    public bool IsDerivative => Value is null;

    /// <summary>A value.</summary>
    public static Sensitivity Of(Expression value) => new(value.Shape, value, null, null);

    /// <summary>A diagonal matrix.</summary>
    public static Sensitivity OfDiagonal(Expression diagonal) => new(diagonal.Shape, null, diagonal, null);

    /// <summary>A matrix.</summary>
    public static Sensitivity OfRows(Expression rows, Shape shape) => new(shape, null, null, rows);

    /// <summary>The derivative as a matrix.</summary>
    public Expression ToRows() => Rows ?? Expression.Diag(Expression.Reshape(Diagonal!, Shape.Size));
}
