namespace R2N2.Vectorised;

/// <summary>A recorded function as steps over values, made once, for any number of lanes.</summary>
/// <param name="Inputs">The inputs.</param>
/// <param name="Steps">The steps, in order.</param>
/// <param name="Outputs">The outputs.</param>
internal sealed record Plan(PlanValue[] Inputs, PlanStep[] Steps, PlanValue[] Outputs)
{
    /// <summary>Plans a function.</summary>
    /// <param name="function">The function.</param>
    public static Plan Of(RecordedFunction function)
    {
        PlanReader reader = new();
        PlanValue[] inputs = [.. function.Inputs.Select(input => new PlanValue(input.Shape))];
        PlanValue[] outputs = function.Evaluate<PlanValue>(reader, inputs);
        return new Plan(inputs, PlanFusion.Fuse(reader.Steps, outputs), outputs);
    }
}
