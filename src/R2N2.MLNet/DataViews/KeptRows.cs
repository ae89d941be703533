using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>What is kept of the rows of a block besides the numbers that are solved: columns that are passed on, ids and batches.</summary>
internal sealed class KeptRows
{
    private readonly DataViewRow _input;
    private readonly ColumnStore?[] _stores;
    private readonly ValueGetter<DataViewRowId> _readId;
    private readonly List<DataViewRowId> _ids = [];
    private readonly List<long> _batches = [];

    /// <param name="input">The input.</param>
    /// <param name="columns">Its columns that are passed on.</param>
    public KeptRows(DataViewRow input, IEnumerable<DataViewSchema.Column> columns)
    {
        _input = input;
        _stores = new ColumnStore?[input.Schema.Count];
        _readId = input.GetIdGetter();
        foreach (DataViewSchema.Column column in columns)
        {
            if (ColumnStore.CanKeep(column.Type))
            {
                _stores[column.Index] = ColumnStore.Create(input, column);
            }
            else
            {
                KeepsAll = false;
            }
        }
    }

    /// <summary>Whether all columns are kept; if not, the others' values belong to the input's current row.</summary>
    public bool KeepsAll { get; } = true;

    /// <summary>The number of rows.</summary>
    public int Count => _ids.Count;

    /// <summary>The bytes that they hold.</summary>
    public long Bytes { get; private set; }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        Bytes = 0;
        _ids.Clear();
        _batches.Clear();
        foreach (ColumnStore? store in _stores)
        {
            store?.Clear();
        }
    }

    /// <summary>Keeps the input's current row, of which the id is known already.</summary>
    public void Keep(DataViewRowId id)
    {
        foreach (ColumnStore? store in _stores)
        {
            Bytes += store?.Keep() ?? 0;
        }

        _batches.Add(_input.Batch);
        _ids.Add(id);
    }

    /// <summary>The id of the input's current row.</summary>
    public DataViewRowId ReadId()
    {
        DataViewRowId id = default;
        _readId(ref id);
        return id;
    }

    /// <summary>The id of a row.</summary>
    public DataViewRowId Id(int row) => _ids[row];

    /// <summary>The batch of a row.</summary>
    public long Batch(int row) => _batches[row];

    /// <summary>A getter of a column of the row that <paramref name="current"/> returns; null where it is not kept.</summary>
    public Delegate? Getter(DataViewSchema.Column column, Func<int> current) => _stores[column.Index]?.Getter(current);
}
