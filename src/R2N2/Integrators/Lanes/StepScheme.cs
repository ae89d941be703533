using R2N2.Vectorised;

namespace R2N2;

/// <summary>One step over lanes.</summary>
internal static class StepScheme
{
    /// <summary>The scheme.</summary>
    /// <param name="slots">The problem and the method.</param>
    public static LaneScheme Of(IntegratorSlots slots)
    {
        LaneSlot next = new("next", slots.Vector, SlotKind.Kept);
        LaneSlot estimate = new("estimate", slots.Vector, SlotKind.Kept);
        LaneSlot[] outputs = slots.Method.Tableau.HasEmbedded ? [next, estimate] : [next];
        return new LaneScheme
        {
            Inputs = slots.Inputs,
            Start = LaneStage.Of("step", slots.Uses, Array.ConvertAll(outputs, output => output.Next), inputs =>
            {
                Expression t = slots.Input(inputs, IntegratorInputs.Time);
                Expression y = slots.Input(inputs, IntegratorInputs.State);
                Expression h = slots.Input(inputs, IntegratorInputs.StepSize);
                Expression[] parameters = slots.Parameters(inputs);
                Expression v = slots.Method.Family.Evaluate(ExpressionReader.Instance, t, y, parameters);
                IntegrationStep.Outcome<Expression> step =
                    slots.Method.Step.Step(ExpressionReader.Instance, t, y, v, h, parameters, slots.Numbers);
                return step.Estimate is null ? [step.Next] : [step.Next, step.Estimate];
            }),
            Outputs = Array.ConvertAll(outputs, output => new LaneOutput(output)),
        };
    }
}
