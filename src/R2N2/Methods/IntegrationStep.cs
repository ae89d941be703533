namespace R2N2;

/// <summary>The step of a Runge-Kutta method, written once, as an expression over f with its coefficients as inputs.</summary>
public static class IntegrationStep
{
    /// <summary>Records one step, from t to t + h.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="stages">s, the number of stages, at least 1.</param>
    /// <param name="withEstimate">Whether the error is estimated by a second row b̂.</param>
    /// <returns>
    /// Inputs: t, y [m], v₁ = f(t, y) [m], h, the family's parameters, the s(s+1)/2 coefficients, each a scalar, row by row, and
    /// with an estimate the s numbers of b̂. Outputs: y' [m], the last stage v_s [m], and the estimate h Σ (b - b̂) v [m]. v₁ is
    /// an input, and v_s an output, because a step that is repeated, or follows one whose last stage is its first, has it already.
    /// </returns>
    public static RecordedFunction Record(InitialValueFamily family, int stages, bool withEstimate = false)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentOutOfRangeException.ThrowIfLessThan(stages, 1);
        Expression t = Expression.Input("t", Shape.Scalar);
        Expression y = Expression.Input("y", Shape.Vector(family.StateSize));
        Expression first = Expression.Input("v", y.Shape);
        Expression h = Expression.Input("h", Shape.Scalar);
        Expression[] parameters = [.. family.Parameters.Select(p => Expression.Input(p.Name, p.Shape))];
        Expression[] theta = [.. OuterIteration.CoefficientNames(stages).Select(name => Expression.Input(name, Shape.Scalar))];
        Expression[] embedded = withEstimate
            ? [.. EmbeddedNames(stages).Select(name => Expression.Input(name, Shape.Scalar))]
            : [];

        List<Expression> vectors = [first];
        for (int j = 1; j < stages; j++)
        {
            using ExpressionScope.Entry stage = ExpressionScope.Enter($"stage_{j + 1}");
            Expression[] row = theta[Coefficients.Count(j - 1)..Coefficients.Count(j)];
            Expression node = row.Aggregate((sum, a) => sum + a);
            Expression at = y + (h * OuterIteration.Combine(row, vectors));
            vectors.Add(family.Derivative.Evaluate(ExpressionReader.Instance, [t + (node * h), at, .. parameters])[0]);
        }

        Expression[] weights = theta[Coefficients.Count(stages - 1)..];
        List<Expression> outputs = [y + (h * OuterIteration.Combine(weights, vectors)), vectors[^1]];
        if (withEstimate)
        {
            using ExpressionScope.Entry estimate = ExpressionScope.Enter("estimate");
            Expression[] differences = [.. weights.Zip(embedded, (b, other) => b - other)];
            outputs.Add(h * OuterIteration.Combine(differences, vectors));
        }

        return new RecordedFunction(
            $"{family.Name} integration step", [t, y, first, h, .. parameters, .. theta, .. embedded], [.. outputs])
        {
            Scope = "step",
        };
    }

    /// <summary>embedded_1 … embedded_s.</summary>
    internal static IEnumerable<string> EmbeddedNames(int stages) => Enumerable.Range(1, stages).Select(l => $"embedded_{l}");
}
