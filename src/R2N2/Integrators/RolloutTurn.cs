namespace R2N2;

/// <summary>Steps of the size that each instance brings, written once as expressions.</summary>
internal static class RolloutTurn
{
    /// <summary>How a rollout begins. Inputs: t₀, y, h, the parameters. Output: the status, as a number.</summary>
    public static RecordedFunction RecordStart(StepInputs inputs)
    {
        (Expression t, Expression y, Expression h) = Inputs(inputs);
        Expression clean = Conditions.IsClean(Conditions.Poison([t, y, h, .. inputs.Parameters]));
        Expression status = Conditions.If(clean, (double)IntegrationStatus.Completed, (double)IntegrationStatus.NotFinite);
        return new RecordedFunction($"{inputs.Family.Name} rollout start", [t, y, h, .. inputs.Parameters], [status]);
    }

    /// <summary>
    /// One step. Inputs: the time elapsed since t₀, y, the status; t₀, h, the parameters, the method's numbers. Outputs: elapsed
    /// time, y and status after it. An instance whose next state is not finite stays where it is.
    /// </summary>
    /// <remarks>A t₀ that is large beside h would swallow the steps in single precision; so it is added inside f only.</remarks>
    public static RecordedFunction Record(StepInputs inputs)
    {
        (Expression start, Expression y, Expression h) = Inputs(inputs);
        Expression elapsed = Expression.Input("elapsed", Shape.Scalar);
        Expression status = Expression.Input("status", Shape.Scalar);
        Expression t = start + elapsed;
        Expression next = inputs.Next(t, y, inputs.Derivative(t, y), h).Next;
        Expression moves = Conditions.If(status, 0, Conditions.IsClean(Conditions.Poison(next)));
        return new RecordedFunction(
            $"{inputs.Family.Name} rollout",
            [elapsed, y, status, start, h, .. inputs.Parameters, .. inputs.Numbers],
            [
                Conditions.If(moves, elapsed + h, elapsed),
                Conditions.If(moves, next, y),
                Conditions.If(moves, (double)IntegrationStatus.Completed, (double)IntegrationStatus.NotFinite),
            ]);
    }

    private static (Expression Start, Expression Y, Expression H) Inputs(StepInputs inputs) => (
        Expression.Input("t", Shape.Scalar),
        Expression.Input("y", Shape.Vector(inputs.Family.StateSize)),
        Expression.Input("h", Shape.Scalar));
}
