using R2N2.Vectorised;

namespace R2N2;

/// <summary>A number of outer iterations, the same for every instance, over lanes.</summary>
internal static class FixedScheme
{
    /// <summary>The scheme.</summary>
    /// <param name="network">The solver.</param>
    /// <param name="options">What is recorded.</param>
    /// <param name="turns">K.</param>
    public static LaneScheme Of(R2N2Network network, SolverExportOptions options, int turns)
    {
        SolverSlots slots = new(network, options.Precision);
        LaneSlot x = new("x", slots.Vector, SlotKind.State);
        LaneSlot f = new("f", slots.Vector, SlotKind.State);
        LaneSlot norm = new("norm", Shape.Scalar, SlotKind.State);
        LaneSlot poison = new("poison", Shape.Scalar, SlotKind.Kept);
        LaneSlot status = new("status", Shape.Scalar, SlotKind.Passing);
        LaneSlot iterations = new("iterations", Shape.Scalar, SlotKind.Passing);
        return new LaneScheme
        {
            Inputs = slots.Inputs,
            Start = LaneStage.Of(
                "start",
                Array.ConvertAll(slots.Inputs, input => input.Now),
                [x.Next, f.Next, norm.Next, poison.Next, .. slots.Memory.Select(slot => slot.Next)],
                inputs =>
                {
                    SolverPoint<Expression> start = slots.Start(inputs);
                    return [.. start.Values, Conditions.Poison(inputs), .. slots.BeginMemory(start)];
                }),
            Turn =
            [
                LaneStage.Of(
                    "turn",
                    [x.Now, f.Now, poison.Now, .. slots.Memory.Select(slot => slot.Now), .. slots.ParameterUses],
                    [x.Next, f.Next, norm.Next, .. slots.Memory.Select(slot => slot.Next)],
                    values =>
                    {
                        int parameters = 3 + slots.Memory.Length;
                        (SolverPoint<Expression> point, OuterStep<Expression> step) =
                            slots.Step(values[0], values[1], values[3..parameters], values[parameters..]);
                        return [.. (point with { Norm = point.Norm + values[2] }).Values, .. step.Memory];
                    }),
            ],
            Finish = LaneStage.Of(
                "finish", [norm.Now], [status.Now, iterations.Now], values => [SolverEnd.Fixed(ExpressionReader.Instance, values[0]), turns]),
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
