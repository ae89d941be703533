using R2N2.Vectorised;

namespace R2N2;

/// <summary>Many steps of one size over lanes. What is decided says <see cref="RolloutTurn"/>.</summary>
internal static class RolloutScheme
{
    /// <summary>The scheme: the trajectory, and the status of all of it or of every step.</summary>
    /// <param name="slots">The problem and the method.</param>
    /// <param name="isStatusOfSteps">Whether the status is recorded at every step.</param>
    public static LaneScheme Of(IntegratorSlots slots, bool isStatusOfSteps = false)
    {
        RolloutTurn turn = new(slots.Method);
        LaneSlot elapsed = new("elapsed", Shape.Scalar, SlotKind.State);
        LaneSlot y = new("y", slots.Vector, SlotKind.State);
        LaneSlot status = new("status", Shape.Scalar, SlotKind.State);
        Expression Time(Expression[] inputs) => slots.Input(inputs, IntegratorInputs.Time);
        Expression Size(Expression[] inputs) => slots.Input(inputs, IntegratorInputs.StepSize);

        return new LaneScheme
        {
            Inputs = slots.Inputs,
            Start = LaneStage.Of("start", slots.Uses, [elapsed.Next, y.Next, status.Next], inputs =>
            {
                RolloutState<Expression> start = turn.Start(
                    ExpressionReader.Instance,
                    Time(inputs),
                    slots.Input(inputs, IntegratorInputs.State),
                    Size(inputs),
                    slots.Parameters(inputs));
                return [start.Elapsed, start.State, start.Status];
            }),
            Turn =
            [
                LaneStage.Of(
                    "turn", [elapsed.Now, y.Now, status.Now, .. slots.Uses], [elapsed.Next, y.Next, status.Next], values =>
                    {
                        Expression[] inputs = values[3..];
                        RolloutState<Expression> next = turn.Next(
                            ExpressionReader.Instance,
                            new RolloutState<Expression>(values[0], values[1], values[2]),
                            Time(inputs),
                            Size(inputs),
                            slots.Parameters(inputs),
                            slots.Numbers);
                        return [next.Elapsed, next.State, next.Status];
                    }),
            ],
            Outputs =
            [
                new LaneOutput(y, IsHistory: true),
                isStatusOfSteps ? new LaneOutput(status, IsHistory: true) : new LaneOutput(status, IsInteger: true),
            ],
        };
    }
}
