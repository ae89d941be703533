using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>A graph under construction: the main one, or the body of a loop, which sees the values of its parent.</summary>
/// <param name="parent">The surrounding graph; null for the main one.</param>
internal sealed class OnnxGraph(OnnxGraph? parent)
{
    /// <summary>The surrounding graph; null for the main one.</summary>
    public OnnxGraph? Parent { get; } = parent;

    /// <summary>How many graphs surround this one.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>The graph so far.</summary>
    public GraphProto Format { get; } = new();

    /// <summary>The values whose axes it says.</summary>
    public HashSet<string> Declared { get; } = new(StringComparer.Ordinal);

    /// <summary>The values that its own nodes compute.</summary>
    public HashSet<string> Results { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it is another graph, or surrounded by it.</summary>
    public bool IsWithin(OnnxGraph other) => this == other || (Parent is not null && Parent.IsWithin(other));
}
