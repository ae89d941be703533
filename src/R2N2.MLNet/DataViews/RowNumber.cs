using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>The number of a row, for messages.</summary>
internal static class RowNumber
{
    /// <summary>The number, counted from 0: the row's index in the table, which filters and shuffling do not change.</summary>
    /// <param name="row">The row.</param>
    /// <param name="id">Its id: the index, where nobody made up another; the position takes its place there.</param>
    public static long Of(DataViewRow row, DataViewRowId id) => id.High == 0 ? (long)id.Low : row.Position;
}
