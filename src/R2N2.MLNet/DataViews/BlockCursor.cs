using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>Pulls a block of rows from the input cursor, solves them in one call, and serves getters from the block.</summary>
/// <remarks>
/// Which rows are served does not depend on the blocks: all before the first that cannot be read or solved; from there on, every
/// MoveNext fails as the first did.
/// </remarks>
internal sealed class BlockCursor : DataViewRowCursor
{
    // Blocks grow from here to the limit, so that a preview of ten rows does not pay for thousands.
    private const int FirstBlock = 64;
    private const int Growth = 8;

    private readonly SolverBinding _binding;
    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private readonly BlockLimits _limits;
    private readonly RowReader[] _readers;
    private readonly KeptRows _kept;
    private BatchBuffer _block;
    private int _capacity;
    private int _count;
    private int _row = -1;
    private long _position = -1;
    private bool _inputEnded;
    private ExceptionDispatchInfo? _fault;
    private bool _disposed;

    public BlockCursor(SolverBinding binding, DataViewRowCursor input, bool[] active, BlockLimits limits)
    {
        _binding = binding;
        _input = input;
        _active = active;
        _kept = new KeptRows(input, PassedOn());

        // What cannot be kept belongs to its row: then rows are solved one by one, in step with the input.
        _limits = _kept.KeepsAll ? limits : limits with { Rows = 1 };
        _readers = binding.Readers(input);
        _capacity = Math.Min(FirstBlock, _limits.Rows);
        _block = binding.Solver.RentBlock(_capacity);
    }

    public override DataViewSchema Schema => _binding.Layout.Output;

    public override long Position => _position;

    public override long Batch => _row >= 0 ? _kept.Batch(_row) : _input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => OutputGetters.IsActive(_active, column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _kept.Id(CurrentRow());

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        OutputGetters.RequireActive(_active, column);
        if (!_binding.Layout.IsPassedOn(column.Index, out int index))
        {
            Delegate output = OutputGetters.Create(_binding.Solver.Outputs[index], index, () => _block, CurrentRow);
            return OutputGetters.As<TValue>(output, column.Name);
        }

        DataViewSchema.Column source = _binding.Layout.Input[index];
        return _kept.Getter(source, CurrentRow) is { } kept
            ? OutputGetters.As<TValue>(kept, column.Name)
            : OfInput(_input.GetGetter<TValue>(source));
    }

    public override bool MoveNext()
    {
        if (_disposed)
        {
            return false;
        }

        if (_row + 1 < _count)
        {
            _row++;
            _position++;
            return true;
        }

        return MoveToNextBlock();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            LeaveRows();
            _binding.Solver.ReturnBlock(_block);
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

    private ValueGetter<TValue> OfInput<TValue>(ValueGetter<TValue> getter) => (ref TValue value) =>
    {
        _ = CurrentRow();
        getter(ref value);
    };

    private int CurrentRow() => _row >= 0
        ? _row
        : throw new InvalidOperationException("Values cannot be fetched: the cursor is not on a row. Call MoveNext first.");

    private void LeaveRows()
    {
        _row = -1;
        _position = -1;
        _count = 0;
    }

    private bool MoveToNextBlock()
    {
        long position = _position;
        bool full = _count == _capacity;
        LeaveRows();
        _fault?.Throw();
        _ = Try(() => ReadRows(full));
        if (_kept.Count > 0 && Try(() => _block.Solve(_kept.Count)))
        {
            _count = _kept.Count;
            _row = 0;
            _position = position + 1;
            return true;
        }

        _fault?.Throw();
        return false;
    }

    private bool Try(Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception reason)
        {
            _fault = ExceptionDispatchInfo.Capture(reason);
            return false;
        }
    }

    private void ReadRows(bool grow)
    {
        _kept.Clear();
        if (grow && _capacity < _limits.Rows)
        {
            int capacity = Math.Min(_capacity * Growth, _limits.Rows);
            BatchBuffer larger = _binding.Solver.RentBlock(capacity);
            _binding.Solver.ReturnBlock(_block);
            (_block, _capacity) = (larger, capacity);
        }

        while (_kept.Count < _capacity && _kept.Bytes < _limits.Bytes && !_inputEnded)
        {
            if (_input.MoveNext())
            {
                DataViewRowId id = _kept.ReadId();
                _binding.Read(_readers, _block, _kept.Count, RowNumber.Of(_input, id));
                _kept.Keep(id);
            }
            else
            {
                _inputEnded = true;
            }
        }
    }
}
