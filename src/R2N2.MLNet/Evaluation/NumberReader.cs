using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>Reads a column of single numbers, or of vectors of one number, of any row.</summary>
internal static class NumberReader
{
    /// <summary>The column.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">Its name.</param>
    /// <param name="role">What it is, in words.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, or holds something else.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string role)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException(
            nameof(schema), SchemaErrors.Missing(name, role, schema.Select(known => known.Name)));
        return NumberType.Of(column.Type) is { Size: 1 }
            ? column
            : throw new ArgumentOutOfRangeException(
                nameof(schema), SchemaErrors.Mismatch(name, role, "a number or a vector of one number", $"{column.Type}"));
    }

    /// <summary>Reads the current row's number.</summary>
    public static Func<double> Create(DataViewRow row, DataViewSchema.Column column)
    {
        DataViewType item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        return item switch
        {
            _ when item.Equals(NumberDataViewType.Double) => Create<double>(row, column, value => value),
            _ when item.Equals(NumberDataViewType.Single) => Create<float>(row, column, value => value),
            _ when item.Equals(NumberDataViewType.Int32) => Create<int>(row, column, value => value),
            _ => Create<long>(row, column, value => value),
        };
    }

    private static Func<double> Create<T>(DataViewRow row, DataViewSchema.Column column, Func<T, double> convert)
    {
        if (column.Type is VectorDataViewType)
        {
            ValueGetter<VBuffer<T>> vector = row.GetGetter<VBuffer<T>>(column);
            LengthCheck length = new(row, column);
            VBuffer<T> values = default;
            return () =>
            {
                vector(ref values);
                length.Require(values.Length);
                return convert(values.GetItemOrDefault(0));
            };
        }

        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return convert(value);
        };
    }
}
