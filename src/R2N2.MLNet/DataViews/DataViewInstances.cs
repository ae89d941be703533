using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>The rows of a data view as training instances, read anew in each pass, in their own order.</summary>
/// <param name="data">The data.</param>
/// <param name="columns">The columns; training knows them by the names of their parameters.</param>
/// <param name="cancellation">Ends reading.</param>
internal sealed class DataViewInstances(IDataView data, IReadOnlyList<SolverInput> columns, ContextCancellation cancellation) : IInstanceSource
{
    public IEnumerable<InstanceBatch> Read(int batchSize)
    {
        IReadOnlyList<DataViewSchema.Column>[] needed = [.. columns.Select(column => column.Find(data.Schema))];
        double[][] values = [.. columns.Select(column => new double[checked(batchSize * column.Parameter.Shape.Size)])];
        using DataViewRowCursor cursor = data.GetRowCursor(needed.SelectMany(column => column).DistinctBy(column => column.Index));
        RowReader[] readers = [.. needed.Select(column => RowReader.Create(cursor, column))];
        int count = 0;
        while (cursor.MoveNext())
        {
            for (int i = 0; i < readers.Length; i++)
            {
                int size = columns[i].Parameter.Shape.Size;
                readers[i].Read(values[i].AsSpan(count * size, size));
            }

            if (++count == batchSize)
            {
                cancellation.Poll();
                yield return Batch(count, values);
                count = 0;
            }
        }

        if (count > 0)
        {
            yield return Batch(count, values);
        }
    }

    private InstanceBatch Batch(int count, double[][] values) => new(count, columns
        .Zip(values)
        .ToDictionary(
            column => column.First.Parameter.Name,
            column => (ReadOnlyMemory<double>)column.Second.AsMemory(0, count * column.First.Parameter.Shape.Size)));
}
