using R2N2.Vectorised;

namespace R2N2;

/// <summary>A number of outer iterations, the same for every instance, over lanes.</summary>
internal static class FixedScheme
{
    /// <summary>The scheme.</summary>
    /// <param name="network">The solver.</param>
    /// <param name="options">What is recorded.</param>
    public static LaneScheme Of(R2N2Network network, SolverExportOptions options)
    {
        SolverSlots slots = new(network, options.Precision);
        LaneSlot x = new("x", slots.Vector, SlotKind.State);
        LaneSlot f = new("f", slots.Vector, SlotKind.State);
        LaneSlot norm = new("norm", Shape.Scalar, SlotKind.State);
        LaneSlot poison = new("poison", Shape.Scalar, SlotKind.Kept);
        LaneSlot status = new("status", Shape.Scalar, SlotKind.Passing);
        LaneSlot iterations = new("iterations", Shape.Scalar, SlotKind.State);
        return new LaneScheme
        {
            Inputs = slots.Inputs,
            Start = LaneStage.Of(
                "start",
                Array.ConvertAll(slots.Inputs, input => input.Now),
                [x.Next, f.Next, norm.Next, iterations.Next, poison.Next, .. slots.Begun],
                inputs =>
                {
                    SolverPoint<Expression> start = slots.Start(inputs);
                    return [.. start.Values, 0, Conditions.Poison(inputs), .. slots.Begin(start, inputs)];
                }),
            Turn =
            [
                LaneStage.Of(
                    "turn",
                    [x.Now, f.Now, iterations.Now, poison.Now, .. slots.StepUses],
                    [x.Next, f.Next, norm.Next, iterations.Next, .. slots.Memory.Select(slot => slot.Next)],
                    values =>
                    {
                        Expression number = values[2];
                        (SolverPoint<Expression> point, OuterStep<Expression> step) = slots.Step(number, values[0], values[1], values[4..]);
                        return [.. (point with { Norm = point.Norm + values[3] }).Values, number + 1, .. step.Memory];
                    }),
            ],
            Finish = LaneStage.Of(
                "finish", [norm.Now], [status.Now], values => [SolverEnd.Fixed(ExpressionReader.Instance, values[0])]),
            Outputs =
            [
                new LaneOutput(x),
                new LaneOutput(norm),
                new LaneOutput(iterations, IsInteger: true),
                new LaneOutput(status, IsInteger: true),
                .. options.ResidualHistory ? [new LaneOutput(norm, IsHistory: true)] : Array.Empty<LaneOutput>(),
                .. options.Iterates ? [new LaneOutput(x, IsHistory: true)] : Array.Empty<LaneOutput>(),
            ],
        };
    }
}
