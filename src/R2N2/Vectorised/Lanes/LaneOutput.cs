namespace R2N2.Vectorised;

/// <summary>A result of an instance.</summary>
/// <param name="Slot">Where it lies when the instance is done.</param>
/// <param name="IsInteger">Whether it is a whole number.</param>
/// <param name="IsHistory">Whether it is the slot's value at the beginning and after every turn, the last one repeated to the limit.</param>
internal sealed record LaneOutput(LaneSlot Slot, bool IsInteger = false, bool IsHistory = false);
