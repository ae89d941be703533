namespace R2N2;

/// <summary>Directions of x with the change of P f along each: what a minimal residual is sought among, written once as expressions.</summary>
/// <remarks>
/// Modified Gram-Schmidt makes the changes orthonormal, and the directions follow, so that no triangular system is left to solve.
/// A pair is left out, as if it were zero, where its direction is zero (there is no earlier iteration yet), where a number is not finite, and where
/// the pairs before it explain all but half of the digits of its change.
/// </remarks>
/// <param name="resolution">The relative spacing of floating-point numbers.</param>
internal sealed class SecantPairs(double resolution)
{
    private readonly List<(Expression Direction, Expression Change)> _pairs = [];

    /// <summary>One more pair, which counts after those before it.</summary>
    /// <param name="direction">d, [m].</param>
    /// <param name="change">w, [m]: how P f changes along d.</param>
    public void Add(Expression direction, Expression change) => _pairs.Add((direction, change));

    /// <summary>y = argmin ‖v + W y‖₂.</summary>
    /// <param name="value">v, [m].</param>
    /// <returns>D y, or null without pairs, and v + W y.</returns>
    public (Expression? Step, Expression Remainder) Minimise(Expression value)
    {
        List<(Expression Direction, Expression Change)> basis = [];
        Expression? step = null;
        Expression remainder = value;
        foreach ((Expression direction, Expression change) in _pairs)
        {
            (Expression d, Expression q) = Unit(direction, change, basis);
            basis.Add((d, q));
            Expression part = Expression.Dot(q, remainder);
            remainder -= part * q;
            step = step is null ? -part * d : step - (part * d);
        }

        return (step, remainder);
    }

    // A pair without what the basis explains, in units of its change.
    private (Expression Direction, Expression Change) Unit(
        Expression direction, Expression change, List<(Expression Direction, Expression Change)> basis)
    {
        Expression norm = Expression.Norm(change);
        Expression isUsable = Both(IsPositive(Expression.Sum(Expression.Abs(direction))), IsPositive(norm));
        Expression d = Conditions.If(isUsable, direction, 0);
        Expression w = Conditions.If(isUsable, change, 0);
        foreach ((Expression basisDirection, Expression basisChange) in basis)
        {
            Expression part = Expression.Dot(basisChange, w);
            d -= part * basisDirection;
            w -= part * basisChange;
        }

        Expression length = basis.Count == 0 ? norm : Expression.Norm(w);
        Expression isNew = Expression.SelectLess(Math.Sqrt(resolution) * norm, length, IsPositive(1 / length), 0);
        Expression isKept = Both(isUsable, isNew);
        Expression scale = isKept / Conditions.If(isKept, length, 1);
        return (scale * d, scale * w);
    }

    // 1 where a number is above 0 and finite, 0 elsewhere.
    private static Expression IsPositive(Expression value) =>
        Expression.SelectLess(0, value, Expression.SelectLess(value, double.PositiveInfinity, 1, 0), 0);

    private static Expression Both(Expression one, Expression other) => Conditions.If(one, other, 0);
}
