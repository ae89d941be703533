using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>One row that comes again and again with other values, as a PredictionEngine uses it: a block of one.</summary>
internal sealed class SolverRow : DataViewRow
{
    private readonly SolverBinding _binding;
    private readonly DataViewRow _input;
    private readonly bool[] _active;
    private readonly RowReader[] _readers;
    private readonly BatchBuffer _block;
    private long _solved = -1;
    private bool _disposed;

    public SolverRow(SolverBinding binding, DataViewRow input, bool[] active)
    {
        _binding = binding;
        _input = input;
        _active = active;
        _readers = binding.Dependencies(active).Solves ? binding.Readers(input) : [];
        _block = binding.Solver.RentBlock(1);
    }

    public override DataViewSchema Schema => _binding.Layout.Output;

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => OutputGetters.IsActive(_active, column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        OutputGetters.RequireActive(_active, column);
        if (_binding.Layout.IsPassedOn(column.Index, out int index))
        {
            return _input.GetGetter<TValue>(_binding.Layout.Input[index]);
        }

        Delegate output = OutputGetters.Create(_binding.Solver.Outputs[index], index, () => _block, SolvedRow);
        return OutputGetters.As<TValue>(output, column.Name);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _binding.Solver.ReturnBlock(_block);
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    // ML.NET counts the position up with each new set of values.
    private int SolvedRow()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        long position = _input.Position;
        if (position < 0)
        {
            throw new InvalidOperationException("Values cannot be fetched: the row has no current example.");
        }

        if (_solved != position)
        {
            _binding.Read(_readers, _block, 0, position);
            _block.Solve(1);
            _solved = position;
        }

        return 0;
    }
}
