namespace R2N2;

/// <summary>
/// What a Rosenbrock method makes of the values of f in a step: v_i = W⁻¹ (f_i + γ_i h ∂f/∂t + g_i) - g_i with g_i = Σ_{j&lt;i} (γ_ij / γ) v_j
/// and W = I - γ h J. All stages have one W, which is factorised once.
/// </summary>
internal sealed class RosenbrockStages
{
    private readonly Expression _h;
    private readonly Expression[] _gamma;
    private readonly Expression? _matrix;
    private readonly Expression? _timeDerivative;

    /// <summary>Records what the stages share.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="t">t.</param>
    /// <param name="y">y, [m].</param>
    /// <param name="h">h.</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    /// <param name="gamma">Γ, as <see cref="RosenbrockTableau.Gamma"/> has it, as inputs.</param>
    public RosenbrockStages(InitialValueFamily family, Expression t, Expression y, Expression h, Expression[] parameters, Expression[] gamma)
    {
        using ExpressionScope.Entry scope = ExpressionScope.Enter("jacobian");
        (_h, _gamma) = (h, gamma);
        _matrix = family.Jacobian(t, y, parameters) is { } jacobian
            ? Expression.Identity(family.StateSize) - (gamma[^1] * h * jacobian)
            : null;
        _timeDerivative = family.TimeDerivative(t, y, parameters);
    }

    /// <summary>v of the next stage.</summary>
    /// <param name="f">f at its argument, [m].</param>
    /// <param name="vectors">v of those before it.</param>
    public Expression Next(Expression f, List<Expression> vectors)
    {
        Expression[] row = _gamma[(RosenbrockTableau.GammaCount(vectors.Count) - 1)..][..vectors.Count];
        Expression right = f;
        if (_timeDerivative is not null)
        {
            right += row.Aggregate(_gamma[^1], (sum, gamma) => sum + gamma) * _h * _timeDerivative;
        }

        if (_matrix is null)
        {
            return right;
        }

        if (row.Length == 0)
        {
            return Expression.Solve(_matrix, right);
        }

        Expression shift = CoefficientTable.Combine([.. row.Select(gamma => gamma / _gamma[^1])], vectors);
        return Expression.Solve(_matrix, right + shift) - shift;
    }
}
