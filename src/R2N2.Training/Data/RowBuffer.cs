namespace R2N2.Training;

/// <summary>Rows on their way into a block: one growing array per column.</summary>
/// <param name="columns">The columns.</param>
/// <param name="capacity">The number of rows it holds.</param>
internal sealed class RowBuffer(IReadOnlyList<Parameter> columns, int capacity)
{
    private readonly double[][] _values = [.. columns.Select(column => new double[capacity * column.Shape.Size])];

    public int Count { get; private set; }

    public bool IsFull => Count == capacity;

    /// <summary>The numbers of each column; the first Count × size of them.</summary>
    public IReadOnlyList<double[]> Values => _values;

    /// <summary>Adds one row of a batch.</summary>
    public void Add(IReadOnlyList<ReadOnlyMemory<double>> batch, int row) => Set(Count++, batch, row);

    /// <summary>Replaces a row.</summary>
    public void Set(int at, IReadOnlyList<ReadOnlyMemory<double>> batch, int row)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            int size = columns[i].Shape.Size;
            batch[i].Span.Slice(row * size, size).CopyTo(_values[i].AsSpan(at * size, size));
        }
    }

    public void Clear() => Count = 0;
}
