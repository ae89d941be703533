namespace R2N2.Training;

/// <summary>The numbers of one row in a column.</summary>
/// <param name="column">The number of the column.</param>
internal delegate ReadOnlySpan<double> RowNumbers(int column);
