namespace R2N2.Onnx;

/// <summary>What an exported file returns of every instance.</summary>
/// <param name="Name">The name by the contract, whatever the file calls it.</param>
/// <param name="Shape">The shape of an instance's part.</param>
/// <param name="IsInteger">Whether the numbers are 64-bit integers rather than of the file's precision.</param>
internal sealed record ModelOutput(string Name, Shape Shape, bool IsInteger = false)
{
    /// <summary>Whether there is such a part for the beginning and for every step of a rollout, on an axis before those of the shape.</summary>
    public bool IsPerStep { get; init; }
}
