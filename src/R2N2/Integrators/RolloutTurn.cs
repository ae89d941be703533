namespace R2N2;

/// <summary>Steps of the size that each instance brings, written once as expressions.</summary>
internal sealed class RolloutTurn
{
    private readonly RecordedFunction _start;
    private readonly RecordedFunction _next;

    /// <summary>Records the turn.</summary>
    /// <param name="inputs">The family and the method.</param>
    public RolloutTurn(StepInputs inputs)
    {
        _start = RecordStart(inputs);
        _next = RecordNext(inputs);
    }

    /// <summary>How a rollout begins.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="t">t₀.</param>
    /// <param name="y">y₀, [m].</param>
    /// <param name="h">The step size.</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    public RolloutState<T> Start<T>(IReader<T> reader, T t, T y, T h, IReadOnlyList<T> parameters)
        where T : class => new(
            reader.Constant([0.0], Shape.Scalar), y, _start.Evaluate(reader, [t, y, h, .. parameters])[0]);

    /// <summary>One step. An instance whose next state is not finite stays where it is.</summary>
    /// <remarks>A t₀ that is large beside h would swallow the steps in single precision; so it is added inside f only.</remarks>
    /// <param name="reader">The engine.</param>
    /// <param name="now">The state.</param>
    /// <param name="t">t₀.</param>
    /// <param name="h">The step size.</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    /// <param name="numbers">The method's numbers.</param>
    public RolloutState<T> Next<T>(
        IReader<T> reader, RolloutState<T> now, T t, T h, IReadOnlyList<T> parameters, IReadOnlyList<T> numbers)
        where T : class
    {
        T[] outputs = _next.Evaluate(reader, [now.Elapsed, now.State, now.Status, t, h, .. parameters, .. numbers]);
        return new RolloutState<T>(outputs[0], outputs[1], outputs[2]);
    }

    private static RecordedFunction RecordStart(StepInputs inputs)
    {
        (Expression t, Expression y, Expression h) = Inputs(inputs);
        Expression clean = Conditions.IsClean(Conditions.Poison([t, y, h, .. inputs.Parameters]));
        Expression status = Conditions.If(clean, (double)IntegrationStatus.Completed, (double)IntegrationStatus.NotFinite);
        return new RecordedFunction($"{inputs.Family.Name} rollout start", [t, y, h, .. inputs.Parameters], [status]);
    }

    private static RecordedFunction RecordNext(StepInputs inputs)
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
