namespace R2N2.Training;

/// <summary>Some instances of a table, drawn at random.</summary>
/// <param name="Instances">The instances, in random order.</param>
/// <param name="Rows">The rows of the table.</param>
/// <param name="PassedOver">Those among them with a number that is not finite, of which none is drawn.</param>
internal sealed record InstanceSample(InstanceBatch Instances, long Rows, long PassedOver)
{
    private const int ReadSize = 4096;

    /// <summary>Draws instances without repetition.</summary>
    /// <param name="source">The table.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="count">How many, if there are so many.</param>
    /// <param name="seed">Fixes which.</param>
    /// <param name="cancellation">Looked at after each row.</param>
    public static InstanceSample Draw(
        IInstanceSource source, IReadOnlyList<Parameter> columns, int count, int seed, CancellationToken cancellation)
    {
        Reservoir reservoir = new(columns, count, seed);
        long index = 0;
        long passedOver = 0;
        foreach (InstanceBatch batch in source.Read(ReadSize))
        {
            batch.Require(columns);
            ReadOnlyMemory<double>[] values = [.. columns.Select(column => batch[column.Name])];
            for (int row = 0; row < batch.Count; row++, index++)
            {
                cancellation.ThrowIfCancellationRequested();
                SourceRow instance = new(values, row, index);
                if (BlockLayout.IsFinite(column => instance.Of(column, columns[column]), 0, columns.Count))
                {
                    reservoir.Offer(instance);
                }
                else
                {
                    passedOver++;
                }
            }
        }

        RowBuffer drawn = reservoir.Draw();
        InstanceBatch instances = InstanceBatch.Of(
            drawn.Count, columns.Select((column, i) => (column.Name, drawn.Values[i][..(drawn.Count * column.Shape.Size)])));
        return new InstanceSample(instances, index, passedOver);
    }
}
