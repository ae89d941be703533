using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>Reads one input of the current row into a flat buffer; scalar, dense and sparse columns, double or single.</summary>
internal abstract class RowReader
{
    /// <summary>A reader of columns whose numbers follow one another.</summary>
    public static RowReader Create(DataViewRow row, IReadOnlyList<DataViewSchema.Column> columns) => columns.Count == 1
        ? Create(row, columns[0])
        : new Joined([.. columns.Select(column => (Create(row, column), column.Type is VectorDataViewType vector ? vector.Size : 1))]);

    private static RowReader Create(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType vector when vector.ItemType == NumberDataViewType.Single => new SingleVector(row, column),
        VectorDataViewType => new DoubleVector(row, column),
        _ when column.Type == NumberDataViewType.Single => new SingleScalar(row, column),
        _ => new DoubleScalar(row, column),
    };

    /// <summary>Reads the current row.</summary>
    /// <exception cref="ArgumentException">A vector has another length than its column's type promises.</exception>
    public abstract void Read(Span<double> destination);

    private sealed class Joined((RowReader Reader, int Size)[] parts) : RowReader
    {
        public override void Read(Span<double> destination)
        {
            foreach ((RowReader reader, int size) in parts)
            {
                reader.Read(destination[..size]);
                destination = destination[size..];
            }
        }
    }

    private sealed class DoubleScalar(DataViewRow row, DataViewSchema.Column column) : RowReader
    {
        private readonly ValueGetter<double> _getter = row.GetGetter<double>(column);

        public override void Read(Span<double> destination) => _getter(ref destination[0]);
    }

    private sealed class SingleScalar(DataViewRow row, DataViewSchema.Column column) : RowReader
    {
        private readonly ValueGetter<float> _getter = row.GetGetter<float>(column);
        private float _value;

        public override void Read(Span<double> destination)
        {
            _getter(ref _value);
            destination[0] = _value;
        }
    }

    private sealed class DoubleVector(DataViewRow row, DataViewSchema.Column column) : RowReader
    {
        private readonly ValueGetter<VBuffer<double>> _getter = row.GetGetter<VBuffer<double>>(column);
        private readonly LengthCheck _length = new(row, column);
        private VBuffer<double> _value;

        public override void Read(Span<double> destination)
        {
            _getter(ref _value);
            _length.Require(_value.Length);
            _value.CopyTo(destination);
        }
    }

    private sealed class SingleVector(DataViewRow row, DataViewSchema.Column column) : RowReader
    {
        private readonly ValueGetter<VBuffer<float>> _getter = row.GetGetter<VBuffer<float>>(column);
        private readonly LengthCheck _length = new(row, column);
        private VBuffer<float> _value;

        public override void Read(Span<double> destination)
        {
            _getter(ref _value);
            _length.Require(_value.Length);
            destination.Clear();
            foreach (KeyValuePair<int, float> item in _value.Items())
            {
                destination[item.Key] = item.Value;
            }
        }
    }
}
