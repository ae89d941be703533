using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>
/// Keeps the values of a column that is passed on, for each row of a block, since the input cursor has moved on. They lie one
/// after another: what is kept is what the rows hold, whatever the rows of earlier blocks held.
/// </summary>
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

    /// <summary>Forgets all rows.</summary>
    public abstract void Clear();

    /// <summary>Keeps the value of the input's current row, as that of the block's next row.</summary>
    /// <returns>The bytes that it takes.</returns>
    public abstract long Keep();

    /// <summary>A getter of the value of the row that <paramref name="current"/> returns.</summary>
    public abstract Delegate Getter(Func<int> current);

    // A text's characters lie elsewhere, and stay there as long as it is kept.
    private static long BytesOf<T>(T value) =>
        Unsafe.SizeOf<T>() + (value is ReadOnlyMemory<char> text ? (long)text.Length * sizeof(char) : 0);

    private sealed class Values<T>(DataViewRow input, DataViewSchema.Column column) : ColumnStore
    {
        private readonly ValueGetter<T> _getter = input.GetGetter<T>(column);
        private readonly List<T> _values = [];

        public override void Clear() => _values.Clear();

        public override long Keep()
        {
            T value = default!;
            _getter(ref value);
            _values.Add(value);
            return BytesOf(value);
        }

        public override Delegate Getter(Func<int> current) => (ValueGetter<T>)((ref T value) => value = _values[current()]);
    }

    private sealed class Vectors<T>(DataViewRow input, DataViewSchema.Column column) : ColumnStore
    {
        private readonly ValueGetter<VBuffer<T>> _getter = input.GetGetter<VBuffer<T>>(column);
        private readonly List<(int Length, int Start, int Count, int FirstIndex)> _rows = [];
        private readonly List<T> _values = [];
        private readonly List<int> _indices = [];
        private VBuffer<T> _current;

        public override void Clear()
        {
            _rows.Clear();
            _values.Clear();
            _indices.Clear();
        }

        public override long Keep()
        {
            _getter(ref _current);
            ReadOnlySpan<T> values = _current.GetValues();
            _rows.Add((_current.Length, _values.Count, values.Length, _indices.Count));
            _values.AddRange(values);
            long bytes = Unsafe.SizeOf<(int, int, int, int)>();
            if (!_current.IsDense)
            {
                _indices.AddRange(_current.GetIndices());
                bytes += (long)values.Length * sizeof(int);
            }

            if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            {
                return bytes + ((long)values.Length * Unsafe.SizeOf<T>());
            }

            foreach (T value in values)
            {
                bytes += BytesOf(value);
            }

            return bytes;
        }

        public override Delegate Getter(Func<int> current) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
        {
            (int length, int start, int count, int firstIndex) = _rows[current()];
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, length, count);
            CollectionsMarshal.AsSpan(_values).Slice(start, count).CopyTo(editor.Values);
            if (count < length)
            {
                CollectionsMarshal.AsSpan(_indices).Slice(firstIndex, count).CopyTo(editor.Indices);
            }

            value = editor.Commit();
        });
    }
}
