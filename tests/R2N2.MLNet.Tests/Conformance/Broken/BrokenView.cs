using Microsoft.ML;

namespace R2N2.MLNet.Tests.Conformance.Broken;

/// <summary>A good data view, with some of its doings replaced.</summary>
internal sealed class BrokenView(IDataView good) : IDataView
{
    /// <summary>Opens a cursor, given how the good one is opened.</summary>
    public Func<IDataView, IEnumerable<DataViewSchema.Column>, Random?, DataViewRowCursor>? Cursor { get; init; }

    public Func<DataViewRowCursor[], DataViewRowCursor[]>? CursorSet { get; init; }

    public Func<long?, long?>? Count { get; init; }

    public DataViewSchema Schema => good.Schema;

    public bool CanShuffle => good.CanShuffle;

    public long? GetRowCount() => Count is null ? good.GetRowCount() : Count(good.GetRowCount());

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        Cursor is null ? good.GetRowCursor(columnsNeeded, rand) : Cursor(good, columnsNeeded, rand);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewRowCursor[] cursors = good.GetRowCursorSet(columnsNeeded, n, rand);
        return CursorSet is null ? cursors : CursorSet(cursors);
    }
}
