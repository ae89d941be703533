using R2N2.Vectorised;

namespace R2N2;

/// <summary>Steps of the size that a tolerance asks for, over lanes. What is decided says <see cref="AdaptiveTurn"/>.</summary>
internal static class AdaptiveScheme
{
    /// <summary>The scheme.</summary>
    /// <param name="slots">The problem and the method, with the end among the inputs.</param>
    /// <param name="options">The tolerances and the control of the step size.</param>
    /// <param name="resolution">The relative spacing of floating-point numbers.</param>
    public static LaneScheme Of(IntegratorSlots slots, AdaptiveOptions options, double resolution)
    {
        AdaptiveTurn turn = new(slots.Method, options, resolution);
        AdaptiveState<LaneSlot> state = AdaptiveState<LaneSlot>.Of(
            [.. AdaptiveState<LaneSlot>.Labels.Select(label => new LaneSlot(label, label is "y" or "v" ? slots.Vector : Shape.Scalar, SlotKind.State))]);
        LaneSlot span = new("span", Shape.Scalar, SlotKind.Kept);
        LaneSlot reached = new("reached", Shape.Scalar, SlotKind.Passing);
        LaneSlot status = new("end", Shape.Scalar, SlotKind.Passing);
        LaneUse[] now = Array.ConvertAll(state.Values, slot => slot.Now);
        LaneUse[] next = Array.ConvertAll(state.Values, slot => slot.Next);
        Expression Time(Expression[] inputs) => slots.Input(inputs, IntegratorInputs.Time);
        Expression End(Expression[] inputs) => slots.Input(inputs, IntegratorInputs.EndTime);

        return new LaneScheme
        {
            Inputs = slots.Inputs,
            Start = LaneStage.Of("start", slots.Uses, [.. next, span.Next], inputs =>
            {
                (AdaptiveState<Expression> start, AdaptiveInstance<Expression> instance) = turn.Start(
                    ExpressionReader.Instance,
                    Time(inputs),
                    slots.Input(inputs, IntegratorInputs.State),
                    End(inputs),
                    slots.Input(inputs, IntegratorInputs.StepSize),
                    slots.Parameters(inputs));
                return [.. start.Values, instance.Span];
            }),
            Turn =
            [
                LaneStage.Of("turn", [.. now, span.Now, .. slots.Uses], next, values =>
                {
                    Expression[] inputs = values[9..];
                    AdaptiveInstance<Expression> instance = new(Time(inputs), values[8], slots.Parameters(inputs));
                    return turn.Next(
                        ExpressionReader.Instance, AdaptiveState<Expression>.Of(values.AsSpan(0, 8)), instance, slots.Numbers).Values;
                }),
            ],
            Finish = LaneStage.Of("finish", [.. now, .. slots.Uses], [reached.Now, status.Now], values =>
            {
                Expression[] inputs = values[8..];
                (Expression time, Expression end) = AdaptiveTurn.End(
                    ExpressionReader.Instance, AdaptiveState<Expression>.Of(values.AsSpan(0, 8)), Time(inputs), End(inputs));
                return [time, end];
            }),
            Status = state.Status,
            Outputs =
            [
                new LaneOutput(state.State),
                new LaneOutput(reached),
                new LaneOutput(status, IsInteger: true),
                new LaneOutput(state.Accepted, IsInteger: true),
                new LaneOutput(state.Rejected, IsInteger: true),
            ],
        };
    }
}
