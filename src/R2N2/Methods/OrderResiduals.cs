namespace R2N2;

/// <summary>
/// How far a Runge-Kutta step is from the exact flow, as derivatives: dⁱ/dhⁱ (exact - step) at h = 0. A method has order p on
/// an instance where the first p of them vanish.
/// </summary>
/// <remarks>By Taylor arithmetic in h, for the flow as for every stage. Exact, per instance, symbolic.</remarks>
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
        Expression zero = Expression.Constant(new double[family.StateSize], y.Shape);

        Expression Combine(Expression[] row, List<Jet<Expression>> vectors, int k) =>
            CoefficientTable.Combine(row, [.. vectors.Take(row.Length).Select(vector => vector.At(k) ?? zero)]);

        // v_j = f(t + c h, y + h Σ a v), whose k-th coefficient takes the (k-1)-th of the stages before it.
        JetReader<Expression> reader = new(ExpressionReader.Instance, order - 1);
        Jet<Expression>[] constant = [.. parameters.Select(parameter => new Jet<Expression>(parameter))];
        List<Jet<Expression>> stageVectors = [family.Evaluate(reader, new(t), new(y), constant)];
        for (int stage = 1; stage < stages; stage++)
        {
            Expression[] row = CoefficientTable.Row(theta, stage);
            Expression node = row.Aggregate((sum, a) => sum + a);
            Expression[] state = [y, .. Enumerable.Range(0, order - 1).Select(k => Combine(row, stageVectors, k))];
            stageVectors.Add(family.Evaluate(reader, new(t, node), new(state), constant));
        }

        Expression[] weights = CoefficientTable.Row(theta, stages);
        Jet<Expression> flow = family.Expand(ExpressionReader.Instance, t, y, parameters, order);
        double factorial = 1;
        Expression[] residuals = [.. Enumerable.Range(1, order).Select(i =>
        {
            factorial *= i;
            return factorial * ((flow.At(i) ?? zero) - Combine(weights, stageVectors, i - 1));
        })];
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
}
