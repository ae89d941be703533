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
        return Over([source.GetRowCursor(needed, CanShuffle ? rand : null)], active, solves)[0];
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = binding.Layout.Active(columnsNeeded);
        (DataViewSchema.Column[] needed, bool solves) = binding.Dependencies(active);
        return Over(source.GetRowCursorSet(needed, n, CanShuffle ? rand : null), active, solves);
    }

    private DataViewRowCursor[] Over(DataViewRowCursor[] inputs, bool[] active, bool solves)
    {
        BlockLimits limits = binding.Solver.Limits.Share(inputs.Length);
        List<DataViewRowCursor> cursors = [];
        try
        {
            foreach (DataViewRowCursor input in inputs)
            {
                cursors.Add(solves
                    ? new BlockCursor(binding, input, active, limits)
                    : new PassThroughCursor(binding.Layout, input, active));
            }

            return [.. cursors];
        }
        catch
        {
            // Each cursor disposes its input.
            foreach (DataViewRowCursor cursor in cursors.Concat(inputs.Skip(cursors.Count)))
            {
                cursor.Dispose();
            }

            throw;
        }
    }
}
