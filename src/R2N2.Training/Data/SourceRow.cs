namespace R2N2.Training;

/// <summary>A row of the table, in the batch it was read in.</summary>
/// <param name="Columns">The columns of the batch.</param>
/// <param name="Row">The row of the batch.</param>
/// <param name="Index">The row of the table, from 0.</param>
internal readonly record struct SourceRow(IReadOnlyList<ReadOnlyMemory<double>> Columns, int Row, long Index)
{
    /// <summary>What becomes of it.</summary>
    public RowUse Use { get; init; }

    /// <summary>Why it cannot be trained on; null where it can.</summary>
    public string? Flaw { get; init; }

    /// <summary>Its numbers in a column.</summary>
    public ReadOnlySpan<double> Of(int column, Parameter parameter) =>
        Columns[column].Span.Slice(Row * parameter.Shape.Size, parameter.Shape.Size);
}
