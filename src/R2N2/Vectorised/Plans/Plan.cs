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

    /// <summary>An estimate of what one evaluation costs: elements computed, and multiplications of products, per instance.</summary>
    public double Work => Steps.Sum(step => step.Operation switch
    {
        Operation.Product or Operation.ConstantProduct => (double)step.Lengths.Outer * step.Lengths.Length * step.Lengths.Inner,
        Operation.SparseProduct => step.Matrix!.Value.Values.Length,
        Operation.Factorisation => (double)step.Lengths.Outer * step.Lengths.Length * step.Lengths.Inner / 3,
        Operation.Substitution => (double)step.Lengths.Outer * step.Lengths.Length * step.Lengths.Inner,
        Operation.Sum or Operation.Norm => step.Operands[0].Size,
        >= Operation.Exp and <= Operation.Pow => 10.0 * step.Target.Size,
        _ => step.Target.Size,
    });
}
