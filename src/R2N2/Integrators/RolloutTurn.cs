namespace R2N2;

/// <summary>Steps of the size that each instance brings, written once as expressions.</summary>
internal static class RolloutTurn
{
    /// <summary>How a rollout begins. Inputs: t, y, h, the parameters. Output: the status, as a number.</summary>
    public static RecordedFunction RecordStart(StepInputs inputs)
    {
        (Expression t, Expression y, Expression h) = Variables(inputs);
        Expression clean = Conditions.IsClean(Conditions.Poison([t, y, h, .. inputs.Parameters]));
        Expression status = Conditions.If(clean, (double)IntegrationStatus.Completed, (double)IntegrationStatus.NotFinite);
        return new RecordedFunction($"{inputs.Family.Name} rollout start", [t, y, h, .. inputs.Parameters], [status]);
    }

    /// <summary>
    /// One step. Inputs: t, y, h, the status, the parameters, the method's numbers. Outputs: t, y and status after it. An
    /// instance whose next state is not finite stays where it is.
    /// </summary>
    public static RecordedFunction Record(StepInputs inputs)
    {
        (Expression t, Expression y, Expression h) = Variables(inputs);
        Expression status = Expression.Input("status", Shape.Scalar);
        Expression next = inputs.Next(t, y, inputs.Derivative(t, y), h).Next;
        Expression moves = Conditions.If(status, 0, Conditions.IsClean(Conditions.Poison(next)));
        return new RecordedFunction(
            $"{inputs.Family.Name} rollout",
            [t, y, h, status, .. inputs.Parameters, .. inputs.Numbers],
            [
                Conditions.If(moves, t + h, t),
                Conditions.If(moves, next, y),
                Conditions.If(moves, (double)IntegrationStatus.Completed, (double)IntegrationStatus.NotFinite),
            ]);
    }

    private static (Expression T, Expression Y, Expression H) Variables(StepInputs inputs) => (
        Expression.Input("t", Shape.Scalar),
        Expression.Input("y", Shape.Vector(inputs.Family.StateSize)),
        Expression.Input("h", Shape.Scalar));
}
