namespace R2N2.Onnx;

/// <summary>What goes into an exported file, or comes out.</summary>
/// <param name="Name">The name in the family or by the contract, whatever the file calls it.</param>
/// <param name="Shape">The shape without batch axes.</param>
/// <param name="IsInteger">Whether the numbers are 64-bit integers rather than of the file's precision.</param>
internal sealed record ModelValue(string Name, Shape Shape, bool IsInteger = false)
{
    /// <summary>The batch axes: that of the instances, unless others are given.</summary>
    public BatchAxes Batch { get; init; } = BatchAxes.Instances;
}
