namespace R2N2.Training;

/// <summary>A uniform random sample of rows of unknown number, in one pass (Vitter's algorithm R).</summary>
/// <param name="columns">The columns.</param>
/// <param name="capacity">The size of the sample.</param>
/// <param name="seed">The seed.</param>
internal sealed class Reservoir(IReadOnlyList<Parameter> columns, int capacity, int seed)
{
    private readonly Random _random = new(seed);
    private long _offered;

    public RowBuffer Rows { get; } = new(columns, capacity);

    public void Offer(IReadOnlyList<ReadOnlyMemory<double>> batch, int row)
    {
        long place = _random.NextInt64(++_offered);
        if (!Rows.IsFull)
        {
            Rows.Add(batch, row);
        }
        else if (place < capacity)
        {
            Rows.Set((int)place, batch, row);
        }
    }
}
