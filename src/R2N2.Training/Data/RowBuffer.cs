namespace R2N2.Training;

/// <summary>Rows on their way into a block: one growing array per column, and the place of each row in the table.</summary>
/// <param name="columns">The columns.</param>
/// <param name="capacity">The number of rows it holds at most.</param>
internal sealed class RowBuffer(IReadOnlyList<Parameter> columns, int capacity)
{
    private const int FewRows = 16;

    private readonly double[][] _values = [.. columns.Select(_ => Array.Empty<double>())];
    private long[] _index = [];

    public int Count { get; private set; }

    public bool IsFull => Count == capacity;

    /// <summary>The numbers of each column; the first Count × size of them.</summary>
    public IReadOnlyList<double[]> Values => _values;

    /// <summary>The index of each row in the table.</summary>
    public ReadOnlySpan<long> Index => _index.AsSpan(0, Count);

    /// <summary>Adds a row.</summary>
    public void Add(SourceRow row)
    {
        if (Count == _index.Length)
        {
            Grow();
        }

        Set(Count++, row);
    }

    /// <summary>Replaces a row.</summary>
    public void Set(int at, SourceRow row)
    {
        _index[at] = row.Index;
        for (int i = 0; i < _values.Length; i++)
        {
            row.Of(i, columns[i]).CopyTo(_values[i].AsSpan(at * columns[i].Shape.Size));
        }
    }

    /// <summary>Some of the rows, in the order given.</summary>
    public RowBuffer Select(IReadOnlyList<int> rows)
    {
        RowBuffer selected = new(columns, Math.Max(1, rows.Count));
        ReadOnlyMemory<double>[] values = [.. _values.Select(column => (ReadOnlyMemory<double>)column)];
        foreach (int row in rows)
        {
            selected.Add(new SourceRow(values, row, _index[row]));
        }

        return selected;
    }

    public void Clear() => Count = 0;

    private void Grow()
    {
        int rows = (int)Math.Min(capacity, Math.Max(FewRows, 2L * Count));
        Array.Resize(ref _index, rows);
        for (int i = 0; i < _values.Length; i++)
        {
            Array.Resize(ref _values[i], checked(rows * columns[i].Shape.Size));
        }
    }
}
