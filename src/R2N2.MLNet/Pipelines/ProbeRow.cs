using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>
/// A row with chosen numbers, to see what a transformer makes of it: the public way to what its columns are, which works for
/// every transformer alike and does not depend on how it is stored.
/// </summary>
/// <param name="schema">The schema.</param>
/// <param name="number">The number in a slot of a column; columns of other types hold their default.</param>
internal sealed class ProbeRow(DataViewSchema schema, Func<DataViewSchema.Column, int, double> number) : DataViewRow
{
    public override DataViewSchema Schema => schema;

    public override long Position => 0;

    public override long Batch => 0;

    /// <summary>What a transformer makes of a row with chosen numbers.</summary>
    /// <param name="mapper">The transformer.</param>
    /// <param name="output">A column of numbers that it gives.</param>
    /// <param name="number">The number in a slot of an input column.</param>
    /// <returns>The numbers of the output column.</returns>
    public static double[] Read(IRowToRowMapper mapper, DataViewSchema.Column output, Func<DataViewSchema.Column, int, double> number)
    {
        using DataViewRow row = mapper.GetRow(new ProbeRow(mapper.InputSchema, number), [output]);
        DataViewType item = output.Type is VectorDataViewType vector ? vector.ItemType : output.Type;
        return item switch
        {
            _ when item.Equals(NumberDataViewType.Double) => Read<double>(row, output),
            _ when item.Equals(NumberDataViewType.Single) => Read<float>(row, output),
            _ when item.Equals(NumberDataViewType.Int32) => Read<int>(row, output),
            _ => Read<long>(row, output),
        };
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId(0, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Delegate getter = column.Type is VectorDataViewType vector
            ? Vector(column, vector)
            : Scalar(column);
        return getter as ValueGetter<TValue> ?? ((ref TValue value) => value = default!);
    }

    private static double[] Read<T>(DataViewRow row, DataViewSchema.Column column)
        where T : unmanaged, INumber<T>
    {
        if (column.Type is not VectorDataViewType)
        {
            T scalar = T.Zero;
            row.GetGetter<T>(column)(ref scalar);
            return [double.CreateChecked(scalar)];
        }

        VBuffer<T> values = default;
        row.GetGetter<VBuffer<T>>(column)(ref values);
        return [.. values.DenseValues().Select(double.CreateChecked)];
    }

    private Delegate Scalar(DataViewSchema.Column column) => column.Type switch
    {
        var type when type.Equals(NumberDataViewType.Double) => Scalar<double>(column),
        var type when type.Equals(NumberDataViewType.Single) => Scalar<float>(column),
        var type when type.Equals(NumberDataViewType.Int32) => Scalar<int>(column),
        _ => Scalar<long>(column),
    };

    private ValueGetter<T> Scalar<T>(DataViewSchema.Column column)
        where T : unmanaged, INumber<T> => (ref T value) => value = T.CreateTruncating(number(column, 0));

    private Delegate Vector(DataViewSchema.Column column, VectorDataViewType vector) => vector.ItemType switch
    {
        var item when item.Equals(NumberDataViewType.Double) => Vector<double>(column, vector.Size),
        var item when item.Equals(NumberDataViewType.Single) => Vector<float>(column, vector.Size),
        var item when item.Equals(NumberDataViewType.Int32) => Vector<int>(column, vector.Size),
        _ => Vector<long>(column, vector.Size),
    };

    private ValueGetter<VBuffer<T>> Vector<T>(DataViewSchema.Column column, int size)
        where T : unmanaged, INumber<T> => (ref VBuffer<T> value) =>
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, size);
            for (int i = 0; i < size; i++)
            {
                editor.Values[i] = T.CreateTruncating(number(column, i));
            }

            value = editor.Commit();
        };
}
