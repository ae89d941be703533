namespace R2N2;

/// <summary>Directions of x with the change of P f along each: what a minimal residual is sought among, written once as expressions.</summary>
/// <remarks>
/// Modified Gram-Schmidt makes the changes orthonormal; a triangular system is left to solve. A pair is left out where its direction is zero
/// (there is no earlier iteration yet), where a number is not finite, and where the pairs before it explain all but half of the digits
/// of its change.
/// </remarks>
/// <param name="resolution">The relative spacing of floating-point numbers.</param>
internal sealed class SecantPairs(double resolution)
{
    private readonly List<(Expression Direction, Expression Change)> _pairs = [];

    /// <summary>One more pair, which counts after those before it.</summary>
    /// <param name="direction">d, [m].</param>
    /// <param name="change">w, [m]: how P f changes along d.</param>
    public void Add(Expression direction, Expression change) => _pairs.Add((direction, change));

    /// <summary>x + D y + β (v + W y) with y = argmin ‖v + W y‖₂.</summary>
    /// <param name="x">x, [m].</param>
    /// <param name="value">v, [m].</param>
    /// <param name="beta">β.</param>
    public Expression Minimise(Expression x, Expression value, Expression beta)
    {
        using ExpressionScope.Entry scope = ExpressionScope.Enter("minimal_residual");
        List<Expression> directions = [];
        List<Column> columns = [];
        Expression remainder = value;
        foreach ((Expression direction, Expression change) in _pairs)
        {
            Expression norm = Expression.Norm(change);
            Expression isUsable = IsPositive(norm / Expression.Norm(direction));
            directions.Add(Conditions.If(isUsable, direction, 0));
            Column column = Orthogonal(Conditions.If(isUsable, change, 0), norm, columns, remainder);
            remainder -= column.Part * column.Unit;
            columns.Add(column);
        }

        return x + CoefficientTable.Combine([beta, .. Weights(columns)], [remainder, .. directions]);
    }

    // One column of the factors Q R.
    private Column Orthogonal(Expression change, Expression norm, List<Column> before, Expression remainder)
    {
        List<Expression> above = [];
        foreach (Column column in before)
        {
            above.Add(Expression.Dot(column.Unit, change));
            change -= above[^1] * column.Unit;
        }

        Expression length = Expression.Norm(change);
        Expression isKept = Expression.SelectLess(Math.Sqrt(resolution) * norm, length, IsPositive(1 / length), 0);
        Expression scale = isKept / Conditions.If(isKept, length, 1);
        Expression unit = scale * change;
        return new Column(unit, above, scale, Expression.Dot(unit, remainder));
    }

    // R y = -Qᵀ v, the last row first.
    private static Expression[] Weights(List<Column> columns)
    {
        var weights = new Expression[columns.Count];
        for (int i = columns.Count - 1; i >= 0; i--)
        {
            Expression sum = columns[i].Part;
            for (int k = i + 1; k < columns.Count; k++)
            {
                sum += columns[k].Above[i] * weights[k];
            }

            weights[i] = -columns[i].Scale * sum;
        }

        return weights;
    }

    // 1 where a number is above 0 and finite, 0 elsewhere.
    private static Expression IsPositive(Expression value) =>
        Expression.SelectLess(0, value, Expression.SelectLess(value, double.PositiveInfinity, 1, 0), 0);

    // q and the numbers of R above its diagonal; the reciprocal of that on the diagonal, 0 where the pair is left out; qᵀ v.
    private sealed record Column(Expression Unit, IReadOnlyList<Expression> Above, Expression Scale, Expression Part);
}
