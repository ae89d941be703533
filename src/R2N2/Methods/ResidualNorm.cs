namespace R2N2;

/// <summary>The size of a residual, written once as an expression.</summary>
internal sealed class ResidualNorm
{
    private readonly RecordedFunction _norm;

    /// <param name="unknowns">m.</param>
    public ResidualNorm(int unknowns)
    {
        Expression x = Expression.Input("x", Shape.Vector(unknowns));
        Expression f = Expression.Input("f", x.Shape);
        _norm = new RecordedFunction("residual norm", [x, f], [Expression.Norm(f) + Conditions.Poison(x)]);
    }

    /// <summary>‖f‖₂ by any engine; NaN where x is not finite.</summary>
    public T Of<T>(IReader<T> reader, T x, T f)
        where T : class => _norm.Evaluate(reader, [x, f])[0];
}
