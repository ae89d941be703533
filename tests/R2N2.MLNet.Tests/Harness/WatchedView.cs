using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

/// <summary>A data view that counts its cursors.</summary>
/// <param name="source">Its rows.</param>
internal sealed class WatchedView(IDataView source) : IDataView
{
    private int _opened;
    private int _closed;

    /// <summary>The cursors there ever were.</summary>
    public int Opened => _opened;

    /// <summary>Those that nobody has disposed.</summary>
    public int Open => _opened - _closed;

    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, source.GetRowCursor(columnsNeeded, rand));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. source.GetRowCursorSet(columnsNeeded, n, rand).Select(cursor => new Cursor(this, cursor))];

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly WatchedView _view;
        private readonly DataViewRowCursor _source;
        private bool _disposed;

        public Cursor(WatchedView view, DataViewRowCursor source)
        {
            _view = view;
            _source = source;
            Interlocked.Increment(ref view._opened);
        }

        public override DataViewSchema Schema => _source.Schema;

        public override long Position => _source.Position;

        public override long Batch => _source.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => _source.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => _source.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _source.GetGetter<TValue>(column);

        public override bool MoveNext() => _source.MoveNext();

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_disposed)
            {
                _disposed = true;
                Interlocked.Increment(ref _view._closed);
                _source.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
