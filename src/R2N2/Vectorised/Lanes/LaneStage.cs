namespace R2N2.Vectorised;

/// <summary>A function over the slots of lanes.</summary>
/// <param name="Plan">What it computes.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Outputs">What it writes.</param>
internal sealed record LaneStage(Plan Plan, LaneUse[] Inputs, LaneUse[] Outputs)
{
    /// <summary>Its number among the stages of its scheme.</summary>
    public int Index { get; set; }

    /// <summary>A number that is 1 in the lanes that need this stage, else 0; null where all do.</summary>
    public LaneSlot? Where { get; init; }

    /// <summary>Records a stage.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="outputs">What it writes.</param>
    /// <param name="compute">From the inputs to the outputs, in their order.</param>
    public static LaneStage Of(
        string name, LaneUse[] inputs, LaneUse[] outputs, Func<Expression[], IReadOnlyList<Expression>> compute)
    {
        Expression[] read = [.. inputs.Select(input => Expression.Input(input.Slot.Name, input.Slot.Shape))];
        return new LaneStage(Plan.Of(new RecordedFunction(name, read, compute(read))), inputs, outputs);
    }
}
