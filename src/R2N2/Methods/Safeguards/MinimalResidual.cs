namespace R2N2;

/// <summary>The step within the span of given vectors that makes the residual of the linearised problem smallest, as an expression.</summary>
/// <remarks>
/// Generalised conjugate residuals: the images J v are made orthonormal by Gram-Schmidt, and the directions follow, so that no
/// triangular system is left to solve. For a linear problem and a Krylov space this is one cycle of GMRES (Saad and
/// Schultz, SIAM J. Sci. Stat. Comput. 7(3), 1986). Vectors that depend on earlier ones, or overflow, count as zero.
/// </remarks>
/// <param name="family">The problem.</param>
/// <param name="x">x.</param>
/// <param name="parameters">The family's parameters.</param>
/// <param name="resolution">The relative spacing of floating-point numbers.</param>
internal sealed class MinimalResidual(EquationFamily family, Expression x, Expression[] parameters, double resolution)
{
    /// <summary>The most vectors that it looks at.</summary>
    public const int MostVectors = 8;

    /// <summary>argmin ‖f(x) + J(x) d‖₂ over d in the span of the vectors.</summary>
    /// <param name="fx">f(x).</param>
    /// <param name="vectors">At least one vector [m]; the first eight are used.</param>
    public Expression Step(Expression fx, IEnumerable<Expression> vectors)
    {
        List<(Expression Direction, Expression Image)> basis = [];
        foreach (Expression vector in vectors.Take(MostVectors))
        {
            using ExpressionScope.Entry scope = ExpressionScope.Enter($"v_{basis.Count + 1}");
            basis.Add(Next(vector, basis));
        }

        return -basis
            .Select(pair => Expression.Sum(pair.Image * fx) * pair.Direction)
            .Aggregate((sum, next) => sum + next);
    }

    // A direction whose image has length 1 and is orthogonal to the others; both are zero where there is none.
    private (Expression Direction, Expression Image) Next(Expression vector, List<(Expression Direction, Expression Image)> basis)
    {
        Expression direction = Reciprocal(Expression.Sum(Expression.Abs(vector)), 0) * vector;
        Expression image = family.Differentiate(ExpressionReader.Instance, x, direction, parameters) ?? (0 * direction);
        Expression clean = Conditions.IsClean(Conditions.Poison(direction + image));
        direction = Conditions.If(clean, direction, 0);
        image = Conditions.If(clean, image, 0);
        Expression smallest = Math.Sqrt(resolution) * Expression.Norm(image);
        foreach ((Expression otherDirection, Expression otherImage) in basis)
        {
            Expression part = Expression.Sum(otherImage * image);
            direction -= part * otherDirection;
            image -= part * otherImage;
        }

        Expression scale = Reciprocal(Expression.Norm(image), smallest);
        return (scale * direction, scale * image);
    }

    // 1 / length; zero where the length is not above the smallest, or not finite.
    private static Expression Reciprocal(Expression length, Expression smallest) =>
        Expression.SelectLess(smallest, length, 1 / length, 0);
}
