namespace R2N2.Vectorised;

/// <summary>What becomes of a value of a lane from turn to turn.</summary>
internal enum SlotKind
{
    /// <summary>What an instance brings.</summary>
    Input,

    /// <summary>Computed when an instance begins, and read from then on; only stages for some lanes may change it, where it lies.</summary>
    Kept,

    /// <summary>Computed anew in every turn, from the values before.</summary>
    State,

    /// <summary>Handed from one stage of a turn to the next.</summary>
    Passing,
}
