using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

/// <summary>Reads data views into plain values, whatever their columns.</summary>
internal static class ViewContent
{
    /// <summary>The type of every column in words, hidden ones included.</summary>
    public static string[] Describe(IEnumerable<DataViewSchema.Column> columns) => [.. columns.Select(column =>
        $"{column.Name}: {column.Type}, hidden: {column.IsHidden}, annotations: {string.Join(" ", column.Annotations.Schema)}")];

    /// <summary>What a pipeline knows of a column before there is data.</summary>
    public static string DescribeShape(SchemaShape.Column column) => $"{column.Name}: {column.Kind} {column.ItemType}";

    /// <summary>The same of a column that is there.</summary>
    public static string DescribeShape(DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType { IsKnownSize: true } vector => $"{column.Name}: Vector {vector.ItemType}",
        VectorDataViewType vector => $"{column.Name}: VariableVector {vector.ItemType}",
        _ => $"{column.Name}: Scalar {column.Type}",
    };

    /// <summary>Checks that all values are equal to the last bit.</summary>
    public static void AssertSameBits(List<object[]> expected, List<object[]> found) =>
        Assert.Equal(expected.Select(row => row.Select(Bits).ToArray()), found.Select(row => row.Select(Bits).ToArray()));

    /// <summary>Checks that numbers differ by no more than so much, and everything else not at all.</summary>
    public static void AssertClose(List<object[]> expected, List<object[]> found, double precision)
    {
        Assert.Equal(expected.Count, found.Count);
        foreach ((object one, object other) in expected.SelectMany(row => row).Zip(found.SelectMany(row => row)))
        {
            if (one is double[] numbers)
            {
                Assert.All(numbers.Zip((double[])other), pair => Assert.Equal(pair.First, pair.Second, precision));
            }
            else
            {
                Assert.Equal(one, other);
            }
        }
    }

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
        _ when column.Type.RawType == typeof(int) => Scalar<int>(row, column, value => value),
        _ when column.Type.RawType == typeof(uint) => Scalar<uint>(row, column, value => value),
        _ => throw new NotSupportedException($"The tests have no column of type {column.Type}."),
    };

    private static object Bits(object value) => value switch
    {
        double[] numbers => numbers.Select(BitConverter.DoubleToInt64Bits).ToArray(),
        float[] numbers => numbers.Select(BitConverter.SingleToInt32Bits).ToArray(),
        double number => BitConverter.DoubleToInt64Bits(number),
        float number => BitConverter.SingleToInt32Bits(number),
        _ => value,
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
