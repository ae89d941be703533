using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>The rows of a data view as training instances, read anew in each pass, in their own order.</summary>
/// <param name="data">The data.</param>
/// <param name="columns">The columns, named as training knows them.</param>
internal sealed class DataViewInstances(IDataView data, IReadOnlyList<InputColumn> columns) : IInstanceSource
{
    public IEnumerable<InstanceBatch> Read(int batchSize)
    {
        DataViewSchema.Column[] needed = [.. columns.Select(column => data.Schema[column.Index])];
        double[][] values = [.. columns.Select(column => new double[batchSize * column.Input.Shape.Size])];
        using DataViewRowCursor cursor = data.GetRowCursor(needed);
        RowReader[] readers = [.. needed.Select(column => RowReader.Create(cursor, column))];
        int count = 0;
        while (cursor.MoveNext())
        {
            for (int i = 0; i < readers.Length; i++)
            {
                int size = columns[i].Input.Shape.Size;
                readers[i].Read(values[i].AsSpan(count * size, size));
            }

            if (++count == batchSize)
            {
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
        .Select((column, i) => (column.Input, Values: (ReadOnlyMemory<double>)values[i].AsMemory(0, count * column.Input.Shape.Size)))
        .ToDictionary(column => column.Input.Name, column => column.Values));
}
