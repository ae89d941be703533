using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>Keeps the values of a column that is passed on, for each row of a block, since the input cursor has moved on.</summary>
internal abstract class ColumnStore
{
    /// <summary>Whether values of a type outlive their row: those of primitive types and vectors do, images and the like do not.</summary>
    public static bool CanKeep(DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    /// <summary>A store for a column of any such type.</summary>
    public static ColumnStore Create(DataViewRow input, DataViewSchema.Column column)
    {
        Type type = column.Type is VectorDataViewType vector
            ? typeof(Vectors<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(Values<>).MakeGenericType(column.Type.RawType);
        return (ColumnStore)Activator.CreateInstance(type, input, column)!;
    }

    /// <summary>Makes room for so many rows.</summary>
    public abstract void Resize(int rows);

    /// <summary>Keeps the value of the input's current row.</summary>
    public abstract void Keep(int row);

    /// <summary>A getter of the value of the row that <paramref name="current"/> returns.</summary>
    public abstract Delegate Getter(Func<int> current);

    private sealed class Values<T>(DataViewRow input, DataViewSchema.Column column) : ColumnStore
    {
        private readonly ValueGetter<T> _getter = input.GetGetter<T>(column);
        private T[] _values = [];

        public override void Resize(int rows) => Array.Resize(ref _values, rows);

        public override void Keep(int row) => _getter(ref _values[row]);

        public override Delegate Getter(Func<int> current) => (ValueGetter<T>)((ref T value) => value = _values[current()]);
    }

    private sealed class Vectors<T>(DataViewRow input, DataViewSchema.Column column) : ColumnStore
    {
        private readonly ValueGetter<VBuffer<T>> _getter = input.GetGetter<VBuffer<T>>(column);
        private VBuffer<T>[] _values = [];

        public override void Resize(int rows) => Array.Resize(ref _values, rows);

        public override void Keep(int row) => _getter(ref _values[row]);

        public override Delegate Getter(Func<int> current) =>
            (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[current()].CopyTo(ref value));
    }
}
