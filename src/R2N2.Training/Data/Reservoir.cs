namespace R2N2.Training;

/// <summary>A uniform random sample of rows of unknown number, in one pass (Vitter's algorithm R), in random order.</summary>
/// <param name="columns">The columns.</param>
/// <param name="capacity">The size of the sample.</param>
/// <param name="seed">The seed.</param>
internal sealed class Reservoir(IReadOnlyList<Parameter> columns, int capacity, int seed)
{
    private readonly Random _random = new(seed);
    private readonly RowBuffer _rows = new(columns, capacity);
    private long _offered;

    public void Offer(SourceRow row)
    {
        long place = _random.NextInt64(++_offered);
        if (!_rows.IsFull)
        {
            _rows.Add(row);
        }
        else if (place < capacity)
        {
            _rows.Set((int)place, row);
        }
    }

    /// <summary>The sample, shuffled: algorithm R keeps early rows in their places, so its first rows alone are no random sample.</summary>
    public RowBuffer Draw()
    {
        int[] order = [.. Enumerable.Range(0, _rows.Count)];
        _random.Shuffle(order);
        return _rows.Select(order);
    }
}
