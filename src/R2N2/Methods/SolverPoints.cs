namespace R2N2;

/// <summary>Choices between points.</summary>
internal static class SolverPoints
{
    /// <summary>One of two points by a 0-or-1 number.</summary>
    /// <param name="condition">The number.</param>
    /// <param name="then">The point where it is 1.</param>
    /// <param name="otherwise">The point where it is 0.</param>
    public static SolverPoint<Expression> If(Expression condition, SolverPoint<Expression> then, SolverPoint<Expression> otherwise) => new(
        Conditions.If(condition, then.X, otherwise.X),
        Conditions.If(condition, then.F, otherwise.F),
        Conditions.If(condition, then.Norm, otherwise.Norm));
}
