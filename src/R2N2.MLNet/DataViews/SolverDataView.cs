using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>The data with the solver's columns: solved in blocks, lazily, in the order of the input.</summary>
/// <param name="binding">The solver and its columns.</param>
/// <param name="source">The input.</param>
/// <param name="blockSize">The most rows solved in one call.</param>
internal sealed class SolverDataView(SolverBinding binding, IDataView source, int blockSize) : IDataView
{
    public DataViewSchema Schema => binding.Layout.Output;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = binding.Layout.Active(columnsNeeded);
        (DataViewSchema.Column[] needed, bool solves) = binding.Dependencies(active);
        return Over(source.GetRowCursor(needed, CanShuffle ? rand : null), active, solves);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = binding.Layout.Active(columnsNeeded);
        (DataViewSchema.Column[] needed, bool solves) = binding.Dependencies(active);
        return [.. source.GetRowCursorSet(needed, n, CanShuffle ? rand : null).Select(cursor => Over(cursor, active, solves))];
    }

    private DataViewRowCursor Over(DataViewRowCursor input, bool[] active, bool solves)
    {
        try
        {
            return solves
                ? new BlockCursor(binding, input, active, blockSize)
                : new PassThroughCursor(binding.Layout, input, active);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }
}
