using R2N2.Onnx;

namespace R2N2;

/// <summary>What goes into a file for a batch of instances, and what comes out.</summary>
/// <param name="Precision">The floating-point type of the file.</param>
/// <param name="Inputs">What goes in.</param>
/// <param name="Outputs">What is asked for.</param>
internal sealed record BatchSignature(OnnxPrecision Precision, BatchColumn[] Inputs, BatchColumn[] Outputs)
{
    /// <summary>The number of steps where the file has such an input, one for all instances; null where it has none.</summary>
    public int? Steps { get; init; }

    /// <summary>Refuses inputs that hold what they must not.</summary>
    public required InputCheck Check { get; init; }

    /// <summary>What the file calls that input.</summary>
    public string StepsName { get; init; } = IntegratorInputs.Steps;

    /// <summary>The floating-point numbers of the instance's largest column, or of all its inputs: what a block's size goes by.</summary>
    public int Width => Math.Max(
        1, Math.Max(Inputs.Sum(input => input.Shape.Size), Outputs.Where(output => !output.IsInteger).Max(output => output.Shape.Size)));

    /// <summary>Of an exported file.</summary>
    /// <param name="model">What it says about itself.</param>
    /// <param name="steps">The number of steps of a rollout; null for other files.</param>
    public static BatchSignature Of(ModelDescription model, int? steps = null) => new(
        model.Options.Precision,
        [.. model.Inputs.Select(input => new BatchColumn(input.Name, input.Shape) { FileName = model.Options.Inputs.For(input.Name) })],
        [.. model.Outputs.Select(output => new BatchColumn(
            output.Name,
            output.Batch.Count > 1 ? Shape.Matrix(checked(steps.GetValueOrDefault() + 1), output.Shape.Size) : output.Shape,
            output.IsInteger) { FileName = model.Options.Outputs.For(output.Name) })])
    {
        Steps = steps,
        Check = model.CreateCheck(),
        StepsName = model.Options.Inputs.For(IntegratorInputs.Steps),
    };
}
