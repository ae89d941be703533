namespace R2N2.Vectorised;

/// <summary>What a stage reads or writes.</summary>
/// <param name="Slot">The value.</param>
/// <param name="IsNext">Whether it is the one that is being computed, where there are two.</param>
internal readonly record struct LaneUse(LaneSlot Slot, bool IsNext);
