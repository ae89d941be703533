namespace R2N2;

/// <summary>A function of one number composed of primitives that every engine has, for the engines that lack the function itself.</summary>
internal sealed class Approximation
{
    private readonly RecordedFunction _function;

    private Approximation(string name, Func<Expression, Expression> record)
    {
        Expression x = Expression.Input("x", Shape.Scalar);
        _function = new RecordedFunction(name, [x], [record(x)]) { Scope = name };
    }

    /// <summary>atan x.</summary>
    public static Approximation Atan() => new("atan", ElementaryApproximations.Atan);

    /// <summary>∛x.</summary>
    public static Approximation Cbrt() => new("cbrt", ElementaryApproximations.Cbrt);

    /// <summary>ln(1 + x).</summary>
    public static Approximation Log1p() => new("log1p", ElementaryApproximations.Log1p);

    /// <summary>eˣ - 1.</summary>
    public static Approximation Expm1() => new("expm1", ElementaryApproximations.Expm1);

    /// <summary>erf x.</summary>
    public static Approximation Erf() => new("erf", NormalApproximations.Erf);

    /// <summary>Φ(x).</summary>
    /// <param name="resolution">The relative spacing of the engine's numbers: 2⁻⁵² or 2⁻²³.</param>
    public static Approximation NormalCdf(double resolution) => new("normal_cdf", x => NormalApproximations.NormalCdf(x, resolution));

    /// <summary>The function's values by any engine, of any shape.</summary>
    public T Of<T>(IReader<T> reader, T x)
        where T : class => _function.Evaluate(reader, x)[0];

    /// <summary>c₀ + c₁ x + c₂ x² + …</summary>
    public static Expression Polynomial(Expression x, ReadOnlySpan<double> coefficients)
    {
        Expression sum = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = (sum * x) + coefficients[i];
        }

        return sum;
    }
}
