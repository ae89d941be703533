namespace R2N2;

/// <summary>Points as expressions.</summary>
internal static class SolverPoints
{
    /// <summary>A point with f there.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="x">x, [m].</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    public static SolverPoint<Expression> Of(EquationFamily family, Expression x, Expression[] parameters)
    {
        Expression f = family.Evaluate(ExpressionReader.Instance, x, parameters);
        return new SolverPoint<Expression>(x, f, new ResidualNorm(family.StateSize).Of(ExpressionReader.Instance, x, f));
    }

    /// <summary>Where an iteration starts; the norm is NaN where an input is not finite.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="inputs">The family's inputs, in order.</param>
    public static SolverPoint<Expression> Start(EquationFamily family, Expression[] inputs)
    {
        SolverPoint<Expression> point = Of(family, family.Start(ExpressionReader.Instance, inputs), inputs[^family.Parameters.Count..]);
        return inputs.Length == 0 ? point : point with { Norm = point.Norm + Conditions.Poison(inputs) };
    }

    /// <summary>One of two points by a 0-or-1 number.</summary>
    /// <param name="condition">The number.</param>
    /// <param name="then">The point where it is 1.</param>
    /// <param name="otherwise">The point where it is 0.</param>
    public static SolverPoint<Expression> If(Expression condition, SolverPoint<Expression> then, SolverPoint<Expression> otherwise) => new(
        Conditions.If(condition, then.X, otherwise.X),
        Conditions.If(condition, then.F, otherwise.F),
        Conditions.If(condition, then.Norm, otherwise.Norm));
}
