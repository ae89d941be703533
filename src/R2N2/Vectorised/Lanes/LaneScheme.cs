namespace R2N2.Vectorised;

/// <summary>What lanes do with their instances: how one begins, what is repeated, when it is done, and what comes out.</summary>
internal sealed class LaneScheme
{
    /// <summary>What an instance brings, in the order of a batch's columns.</summary>
    public required LaneSlot[] Inputs { get; init; }

    /// <summary>How an instance begins: from its inputs to the next values of kept slots and states.</summary>
    public required LaneStage Start { get; init; }

    /// <summary>What is repeated, stage by stage.</summary>
    public LaneStage[] Turn { get; init; } = [];

    /// <summary>What is computed of lanes that are done; null where nothing is left to do.</summary>
    public LaneStage? Finish { get; init; }

    /// <summary>A state below 0 while an instance goes on; null where only the limit ends it.</summary>
    public LaneSlot? Status { get; init; }

    /// <summary>The results, in the order of a batch's columns.</summary>
    public required LaneOutput[] Outputs { get; init; }

    /// <summary>A scheme that evaluates a function once.</summary>
    /// <param name="function">The function.</param>
    public static LaneScheme Once(RecordedFunction function)
    {
        LaneSlot[] inputs = [.. function.Inputs.Select(input => new LaneSlot(input.Name!, input.Shape, SlotKind.Input))];
        LaneSlot[] outputs = [.. function.Outputs.Select(output => new LaneSlot("output", output.Shape, SlotKind.Kept))];
        return new LaneScheme
        {
            Inputs = inputs,
            Start = new LaneStage(Plan.Of(function), Array.ConvertAll(inputs, input => input.Now), Array.ConvertAll(outputs, output => output.Next)),
            Outputs = Array.ConvertAll(outputs, output => new LaneOutput(output)),
        };
    }

    /// <summary>All stages, numbered.</summary>
    public LaneStage[] Stages => field ??= NumberedStages();

    /// <summary>All slots, numbered.</summary>
    public LaneSlot[] Slots => field ??= NumberedSlots();

    /// <summary>What a turn costs, about, for an instance.</summary>
    public double Cost => Turn.Append(Start).Where(stage => stage.Where is null).Sum(stage => OperationCost.Of(stage.Plan));

    /// <summary>The same scheme with other forms of its stages, over the same slots.</summary>
    /// <param name="form">From a stage to its other form.</param>
    public LaneScheme With(Converter<LaneStage, LaneStage> form) => new()
    {
        Inputs = Inputs,
        Start = form(Start),
        Turn = Array.ConvertAll(Turn, form),
        Finish = Finish is null ? null : form(Finish),
        Status = Status,
        Outputs = Outputs,
    };

    private LaneStage[] NumberedStages()
    {
        LaneStage[] stages = [Start, .. Turn, .. Finish is null ? [] : new[] { Finish }];
        for (int i = 0; i < stages.Length; i++)
        {
            stages[i].Index = i;
        }

        return stages;
    }

    private LaneSlot[] NumberedSlots()
    {
        LaneSlot[] slots =
            [.. Inputs.Concat(Stages.SelectMany(stage => stage.Inputs.Concat(stage.Outputs)).Select(use => use.Slot)).Distinct()];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i].Index = i;
        }

        return slots;
    }
}
