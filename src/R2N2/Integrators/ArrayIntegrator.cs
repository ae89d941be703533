using R2N2.Onnx;

namespace R2N2;

/// <summary>Integrates batches over plain arrays, by the expressions that exported files hold too.</summary>
/// <param name="family">The problem.</param>
/// <param name="tableau">The method.</param>
internal sealed class ArrayIntegrator(InitialValueFamily family, ButcherTableau tableau)
{
    private readonly StepInputs _inputs = new(family, tableau);
    private readonly ArrayValue[] _numbers =
        [.. StepInputs.Values(tableau).Select(value => new ArrayValue([value], 1, Shape.Scalar))];

    /// <summary>One step: y' and, where there is an embedded row, the error estimate.</summary>
    public (ArrayValue Next, ArrayValue? Estimate) Step(IntegratorBatch batch)
    {
        ArrayValue v = family.Evaluate(ArrayReader.Instance, batch.Time, batch.State, batch.Parameters);
        IntegrationStep.Outcome<ArrayValue> step = _inputs.Step.Step(
            ArrayReader.Instance, batch.Time, batch.State, v, batch.StepSize, batch.Parameters, _numbers);
        return (step.Next, step.Estimate);
    }

    /// <summary>Many steps; hands out every state, the first included, and returns the status.</summary>
    /// <param name="batch">The instances.</param>
    /// <param name="steps">How many.</param>
    /// <param name="visit">Told the number of steps made, the states, and each <see cref="IntegrationStatus"/> as a number.</param>
    public IntegrationStatus[] Rollout(IntegratorBatch batch, int steps, Action<int, ArrayValue, ArrayValue> visit)
    {
        RolloutTurn turn = new(_inputs);
        RolloutState<ArrayValue> state = turn.Start(ArrayReader.Instance, batch.Time, batch.State, batch.StepSize, batch.Parameters);
        visit(0, state.State, state.Status);
        for (int k = 1; k <= steps; k++)
        {
            state = turn.Next(ArrayReader.Instance, state, batch.Time, batch.StepSize, batch.Parameters, _numbers);
            visit(k, state.State, state.Status);
        }

        return [.. state.Status.Values.Select(value => (IntegrationStatus)value)];
    }

    /// <summary>The states after each of some steps, [N, K, m]; NaN from where an instance is not finite.</summary>
    /// <param name="batch">The instances.</param>
    /// <param name="steps">K.</param>
    /// <param name="substeps">The smaller steps that each step is made in.</param>
    /// <param name="cancellation">Looked at after every smaller step.</param>
    public double[] States(IntegratorBatch batch, int steps, int substeps, CancellationToken cancellation)
    {
        int m = family.StateSize;
        double[] states = new double[checked(batch.Count * steps * m)];
        IntegratorBatch fine = batch with
        {
            StepSize = batch.StepSize with { Values = [.. batch.StepSize.Values.Select(size => size / substeps)] },
        };
        Rollout(fine, steps * substeps, (made, y, status) =>
        {
            cancellation.ThrowIfCancellationRequested();
            (int k, int rest) = Math.DivRem(made, substeps);
            for (int i = 0; rest == 0 && k > 0 && i < batch.Count; i++)
            {
                Span<double> state = states.AsSpan(((i * steps) + k - 1) * m, m);
                y.Of(i).CopyTo(state);
                if ((IntegrationStatus)status.Of(i)[0] != IntegrationStatus.Completed)
                {
                    state.Fill(double.NaN);
                }
            }
        });
        return states;
    }

    /// <summary>Integrates to the ends, each instance with steps of its own.</summary>
    public AdaptiveResult Integrate(IntegratorBatch batch, ArrayValue ends, AdaptiveOptions options)
    {
        AdaptiveTurn turn = new(_inputs, options, OnnxPrecision.Float64.Resolution());
        (AdaptiveState<ArrayValue> start, AdaptiveInstance<ArrayValue> instance) = turn.Start(
            ArrayReader.Instance, batch.Time, batch.State, ends, batch.StepSize, batch.Parameters);
        AdaptiveRows rows = new(batch.Count, start, instance);
        for (int tried = 0; tried < options.StepLimit && rows.Compact(); tried++)
        {
            rows.State = turn.Next(ArrayReader.Instance, rows.State, rows.Instance, _numbers);
        }

        return rows.ToResult(tableau, batch.Time, ends);
    }
}
