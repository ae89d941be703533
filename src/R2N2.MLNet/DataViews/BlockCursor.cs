using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>Pulls a block of rows from the input cursor, solves them in one call, and serves getters from the block.</summary>
internal sealed class BlockCursor : DataViewRowCursor
{
    // Blocks grow from here to the limit, so that a preview of ten rows does not pay for thousands.
    private const int FirstBlock = 64;
    private const int Growth = 8;

    private readonly SolverBinding _binding;
    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private readonly int _limit;
    private readonly RowReader[] _readers;
    private readonly ColumnStore?[] _stores;
    private readonly ValueGetter<DataViewRowId> _readId;
    private BatchBuffer _block;
    private long[] _batches = [];
    private DataViewRowId[] _ids = [];
    private int _capacity;
    private int _count;
    private int _row = -1;
    private long _position = -1;
    private bool _inputEnded;
    private bool _disposed;

    public BlockCursor(SolverBinding binding, DataViewRowCursor input, bool[] active, int limit)
    {
        _binding = binding;
        _input = input;
        _active = active;
        ColumnLayout layout = binding.Layout;
        _stores = new ColumnStore?[layout.Input.Count];
        _limit = limit;
        foreach (DataViewSchema.Column column in PassedOn())
        {
            if (!ColumnStore.CanKeep(column.Type))
            {
                // Such a value belongs to its row: then rows are solved one by one, in step with the input.
                _limit = 1;
                continue;
            }

            _stores[column.Index] = ColumnStore.Create(input, column);
        }

        _readers = binding.Readers(input);
        _readId = input.GetIdGetter();
        _block = Resize(Math.Min(FirstBlock, _limit));
    }

    public override DataViewSchema Schema => _binding.Layout.Output;

    public override long Position => _position;

    public override long Batch => _row >= 0 ? _batches[_row] : _input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => OutputGetters.IsActive(_active, column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _ids[CurrentRow()];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        OutputGetters.RequireActive(_active, column);
        if (!_binding.Layout.IsPassedOn(column.Index, out int index))
        {
            Delegate output = OutputGetters.Create(_binding.Solver.Outputs[index], index, () => _block, CurrentRow);
            return OutputGetters.As<TValue>(output, column.Name);
        }

        return _stores[index] is ColumnStore store
            ? OutputGetters.As<TValue>(store.Getter(CurrentRow), column.Name)
            : _input.GetGetter<TValue>(_binding.Layout.Input[index]);
    }

    public override bool MoveNext()
    {
        if (_disposed)
        {
            return false;
        }

        if (++_row >= _count && !ReadBlock())
        {
            _row = -1;
            _position = -1;
            return false;
        }

        _position++;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _row = -1;
            _position = -1;
            _binding.Solver.ReturnBlock(_capacity, _block);
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private IEnumerable<DataViewSchema.Column> PassedOn()
    {
        for (int column = 0; column < _active.Length; column++)
        {
            if (_active[column] && _binding.Layout.IsPassedOn(column, out int index))
            {
                yield return _binding.Layout.Input[index];
            }
        }
    }

    private int CurrentRow() => _row >= 0
        ? _row
        : throw new InvalidOperationException("Values cannot be fetched: the cursor is not on a row. Call MoveNext first.");

    private BatchBuffer Resize(int capacity)
    {
        _capacity = capacity;
        _batches = new long[capacity];
        _ids = new DataViewRowId[capacity];
        foreach (ColumnStore? store in _stores)
        {
            store?.Resize(capacity);
        }

        return _binding.Solver.RentBlock(capacity);
    }

    private bool ReadBlock()
    {
        if (_count == _capacity && _capacity < _limit)
        {
            _binding.Solver.ReturnBlock(_capacity, _block);
            _block = Resize(Math.Min(_capacity * Growth, _limit));
        }

        _count = 0;
        while (_count < _capacity && !_inputEnded)
        {
            if (_input.MoveNext())
            {
                ReadRow(_count++);
            }
            else
            {
                _inputEnded = true;
            }
        }

        if (_count > 0)
        {
            _block.Solve(_count);
        }

        _row = 0;
        return _count > 0;
    }

    private void ReadRow(int row)
    {
        _binding.Read(_readers, _block, row);
        foreach (ColumnStore? store in _stores)
        {
            store?.Keep(row);
        }

        _batches[row] = _input.Batch;
        _readId(ref _ids[row]);
    }
}
