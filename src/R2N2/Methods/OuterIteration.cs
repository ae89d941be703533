namespace R2N2;

/// <summary>The step of an R2N2 network, written once, as an expression over f with the coefficients as inputs.</summary>
public static class OuterIteration
{
    /// <summary>Records one outer iteration, x_k → x_{k+1}.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The structure.</param>
    /// <returns>
    /// Inputs: x_k [m], f(x_k) [m], the family's parameters, and the n(n+1)/2 coefficients, each a scalar, row by row.
    /// Output: x_{k+1} [m]. f(x_k) is an input because whoever iterates has it already, from checking convergence.
    /// </returns>
    public static RecordedFunction Record(EquationFamily family, Superstructure superstructure)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(superstructure);
        superstructure.RequireForEquations(nameof(superstructure));
        int n = superstructure.InnerIterations;
        Expression x = Expression.Input("x", Shape.Vector(family.StateSize));
        Expression fx = Expression.Input("f", x.Shape);
        Expression[] parameters = [.. family.Parameters.Select(p => Expression.Input(p.Name, p.Shape))];
        Expression[] theta = [.. CoefficientNames(n).Select(name => Expression.Input(name, Shape.Scalar))];

        List<Expression> vectors = Vectors(family, superstructure, [x, .. parameters], fx, theta);
        Expression next = x + Combine(theta.AsSpan(Coefficients.Count(n - 1), n), vectors);
        return new RecordedFunction($"{family.Name} outer iteration", [x, fx, .. parameters, .. theta], [next]);
    }

    /// <summary>v_1 … v_n, as an outer iteration generates them.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The structure.</param>
    /// <param name="arguments">x_k, then the parameters.</param>
    /// <param name="fx">f(x_k).</param>
    /// <param name="theta">The coefficients, row by row.</param>
    internal static List<Expression> Vectors(
        EquationFamily family, Superstructure superstructure, Expression[] arguments, Expression fx, Expression[] theta)
    {
        List<Expression> vectors = [fx];
        for (int j = 1; j < superstructure.InnerIterations; j++)
        {
            using ExpressionScope.Entry inner = ExpressionScope.Enter($"inner_{j + 1}");
            Expression direction = Combine(theta.AsSpan(Coefficients.Count(j - 1), j), vectors);
            vectors.Add(superstructure.Generation.Next(family.Residual, arguments, fx, direction));
        }

        return vectors;
    }

    /// <summary>theta_1_1, theta_2_1, theta_2_2, …</summary>
    internal static IEnumerable<string> CoefficientNames(int order) =>
        from row in Enumerable.Range(1, order)
        from column in Enumerable.Range(1, row)
        select $"theta_{row}_{column}";

    /// <summary>What each of them does, in the same order.</summary>
    internal static IEnumerable<string> CoefficientMeanings(int order) =>
        from row in Enumerable.Range(1, order)
        from column in Enumerable.Range(1, row)
        select $"the weight of v_{column} in " + (row < order ? $"the direction of inner iteration {row + 1}" : "the step to the next x");

    /// <summary>Σ_l row_l v_l; the row is not longer than the vectors are many.</summary>
    internal static Expression Combine(ReadOnlySpan<Expression> row, List<Expression> vectors)
    {
        Expression sum = row[0] * vectors[0];
        for (int l = 1; l < row.Length; l++)
        {
            sum += row[l] * vectors[l];
        }

        return sum;
    }
}
