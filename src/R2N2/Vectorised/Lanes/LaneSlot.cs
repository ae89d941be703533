namespace R2N2.Vectorised;

/// <summary>A value that every lane has.</summary>
/// <param name="name">What it is.</param>
/// <param name="shape">Its shape per instance.</param>
/// <param name="kind">What becomes of it from turn to turn.</param>
internal sealed class LaneSlot(string name, Shape shape, SlotKind kind)
{
    /// <summary>Its number among the slots of its scheme.</summary>
    public int Index { get; set; }

    /// <summary>What it is.</summary>
    public string Name => name;

    /// <summary>Its shape per instance.</summary>
    public Shape Shape => shape;

    /// <summary>Its elements per instance.</summary>
    public int Size { get; } = shape.Size;

    /// <summary>What becomes of it from turn to turn.</summary>
    public SlotKind Kind => kind;

    /// <summary>Whether there are two of it: one that is read, one that is written.</summary>
    public bool IsDouble => kind is SlotKind.Kept or SlotKind.State;

    /// <summary>The value at the beginning of a turn.</summary>
    public LaneUse Now => new(this, IsNext: false);

    /// <summary>The value that a turn, or the beginning of an instance, computes.</summary>
    public LaneUse Next => new(this, IsNext: true);
}
