namespace R2N2;

/// <summary>
/// How far a Runge-Kutta step is from the exact flow, as derivatives: dⁱ/dhⁱ (exact - step) at h = 0. A method has order p on
/// an instance where the first p of them vanish.
/// </summary>
/// <remarks>
/// By nested forward differentiation along curves: with G₀ = f and G_k the k-th derivative of f along a curve of given
/// derivatives, both the exact flow and every stage are such curves. Exact, per instance, symbolic.
/// </remarks>
internal sealed class OrderResiduals
{
    /// <summary>Records the residuals of one instance.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="stages">s.</param>
    /// <param name="order">p, at least 1.</param>
    public OrderResiduals(InitialValueFamily family, int stages, int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stages, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        Expression t = Expression.Input("t", Shape.Scalar);
        Expression y = Expression.Input("y", Shape.Vector(family.StateSize));
        Expression[] parameters = family.RecordParameters();
        Expression[] theta = CoefficientTable.Record(stages);
        RecordedFunction[] along = AlongCurves(family, order);

        Expression[] Derivatives(Expression rate, Func<int, List<Expression>, Expression> curve)
        {
            List<Expression> tangents = [];
            List<Expression> values = [];
            for (int k = 0; k < order; k++)
            {
                values.Add(along[k].Evaluate(ExpressionReader.Instance, [t, rate, y, .. tangents, .. parameters])[0]);
                tangents.Add(curve(k + 1, values));
            }

            return [.. values];
        }

        // The flow's derivatives are those of f along it, one lower.
        Expression[] flow = Derivatives(1, (k, values) => values[k - 1]);
        List<Expression[]> vectors = [];
        for (int stage = 0; stage < stages; stage++)
        {
            Expression[] row = stage == 0 ? [] : CoefficientTable.Row(theta, stage);
            Expression node = row.Aggregate((Expression)0.0, (sum, a) => sum + a);
            vectors.Add(Derivatives(node, (k, _) => stage == 0 ? Zero(family) : k * Combine(row, vectors, k - 1)));
        }

        Expression[] weights = CoefficientTable.Row(theta, stages);
        Expression[] residuals =
            [.. Enumerable.Range(1, order).Select(i => flow[i - 1] - (i * Combine(weights, vectors, i - 1)))];
        Recorded = new RecordedFunction($"{family.Name} order residuals", [t, y, .. parameters, .. theta], residuals);
    }

    /// <summary>The residuals. Inputs: t, y [m], the parameters, the coefficients row by row. Outputs: p vectors [m].</summary>
    public RecordedFunction Recorded { get; }

    /// <summary>The residuals by any engine: p vectors [m].</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="t">t.</param>
    /// <param name="y">y, [m].</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    /// <param name="theta">The s(s+1)/2 coefficients, row by row.</param>
    public T[] Of<T>(IReader<T> reader, T t, T y, IReadOnlyList<T> parameters, IReadOnlyList<T> theta)
        where T : class => Recorded.Evaluate(reader, [t, y, .. parameters, .. theta]);

    // G_k. Inputs: t, t', y, d₁ … d_k, the parameters. G_{k+1} is the tangent of G_k with t → t', y → d₁, d_i → d_{i+1}.
    private static RecordedFunction[] AlongCurves(InitialValueFamily family, int order)
    {
        Expression t = Expression.Input("t", Shape.Scalar);
        Expression rate = Expression.Input("t'", Shape.Scalar);
        Expression y = Expression.Input("y", Shape.Vector(family.StateSize));
        Expression[] tangents = [.. Enumerable.Range(1, order).Select(k => Expression.Input($"d{k}", y.Shape))];
        Expression[] parameters = family.RecordParameters();
        DualReader<Expression> dual = new(ExpressionReader.Instance);

        Expression value = family.Evaluate(ExpressionReader.Instance, t, y, parameters);
        var functions = new RecordedFunction[order];
        for (int k = 0; ; k++)
        {
            functions[k] = new RecordedFunction(
                $"{family.Name} derivative {k}", [t, rate, y, .. tangents[..k], .. parameters], [value]);
            if (k + 1 == order)
            {
                return functions;
            }

            Expression[] curve = [y, .. tangents];
            Dual<Expression>[] arguments =
            [
                new(t, rate),
                new(rate),
                .. Enumerable.Range(0, k + 1).Select(i => new Dual<Expression>(curve[i], curve[i + 1])),
                .. parameters.Select(parameter => new Dual<Expression>(parameter)),
            ];
            value = functions[k].Evaluate(dual, arguments)[0].Tangent ?? Zero(family);
        }
    }

    private static Expression Combine(Expression[] row, List<Expression[]> vectors, int derivative) =>
        CoefficientTable.Combine(row, [.. vectors.Take(row.Length).Select(vector => vector[derivative])]);

    private static Expression Zero(InitialValueFamily family) =>
        Expression.Constant(new double[family.StateSize], Shape.Vector(family.StateSize));
}
