using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>The data with the solver's columns: solved in blocks, lazily, in the order of the input.</summary>
/// <param name="binding">The solver and its columns.</param>
/// <param name="source">The input.</param>
internal sealed class SolverDataView(SolverBinding binding, IDataView source) : IDataView
{
    public DataViewSchema Schema => binding.Layout.Output;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = binding.Layout.Active(columnsNeeded);
        (DataViewSchema.Column[] needed, bool solves) = binding.Dependencies(active);
        return Over(source.GetRowCursor(needed, CanShuffle ? rand : null), active, solves, 1);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = binding.Layout.Active(columnsNeeded);
        (DataViewSchema.Column[] needed, bool solves) = binding.Dependencies(active);
        DataViewRowCursor[] inputs = source.GetRowCursorSet(needed, n, CanShuffle ? rand : null);
        return [.. inputs.Select(cursor => Over(cursor, active, solves, inputs.Length))];
    }

    private DataViewRowCursor Over(DataViewRowCursor input, bool[] active, bool solves, int cursors)
    {
        try
        {
            return solves
                ? new BlockCursor(binding, input, active, binding.Solver.Limits.Share(cursors))
                : new PassThroughCursor(binding.Layout, input, active);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }
}
