namespace R2N2.Training;

/// <summary>What becomes of a row of the table.</summary>
internal enum RowUse
{
    /// <summary>It is trained on.</summary>
    Training,

    /// <summary>It is held out.</summary>
    Validation,

    /// <summary>It is left out: it cannot be trained on.</summary>
    LeftOut,
}
