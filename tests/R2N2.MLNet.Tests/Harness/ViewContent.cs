using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

/// <summary>Reads data views into plain values, whatever their columns.</summary>
internal static class ViewContent
{
    /// <summary>The type of every column in words, hidden ones included.</summary>
    public static string[] Describe(DataViewSchema schema) => [.. schema.Select(column =>
        $"{column.Name}: {column.Type}, hidden: {column.IsHidden}, annotations: {string.Join(" ", column.Annotations.Schema)}")];

    /// <summary>All rows of all columns.</summary>
    public static List<object[]> Read(IDataView view) => Read(view, view.Schema);

    /// <summary>All rows of some columns.</summary>
    public static List<object[]> Read(IDataView view, IEnumerable<DataViewSchema.Column> columns)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(columns);
        return Read(cursor, columns);
    }

    /// <summary>All rows that a cursor has left.</summary>
    public static List<object[]> Read(DataViewRowCursor cursor, IEnumerable<DataViewSchema.Column> columns)
    {
        Func<object>[] getters = [.. columns.Select(column => Getter(cursor, column))];
        List<object[]> rows = [];
        while (cursor.MoveNext())
        {
            rows.Add([.. getters.Select(getter => getter())]);
        }

        return rows;
    }

    /// <summary>A getter of the current row's value: a number, a text, or an array.</summary>
    public static Func<object> Getter(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType vector when vector.ItemType.RawType == typeof(double) => Vector<double>(row, column),
        VectorDataViewType vector when vector.ItemType.RawType == typeof(float) => Vector<float>(row, column),
        VectorDataViewType vector when vector.ItemType.RawType == typeof(long) => Vector<long>(row, column),
        TextDataViewType => Scalar<ReadOnlyMemory<char>>(row, column, text => text.ToString()),
        _ when column.Type.RawType == typeof(double) => Scalar<double>(row, column, value => value),
        _ when column.Type.RawType == typeof(float) => Scalar<float>(row, column, value => value),
        _ when column.Type.RawType == typeof(uint) => Scalar<uint>(row, column, value => value),
        _ => throw new NotSupportedException($"The tests have no column of type {column.Type}."),
    };

    private static Func<object> Vector<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> buffer = default;
        return () =>
        {
            getter(ref buffer);
            return buffer.DenseValues().ToArray();
        };
    }

    private static Func<object> Scalar<T>(DataViewRow row, DataViewSchema.Column column, Func<T, object> convert)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return convert(value);
        };
    }
}
