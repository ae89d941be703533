using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>The input cursor under the output schema, where no column of the solver is asked for: nothing is solved or kept.</summary>
internal sealed class PassThroughCursor(ColumnLayout layout, DataViewRowCursor input, bool[] active) : DataViewRowCursor
{
    public override DataViewSchema Schema => layout.Output;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => OutputGetters.IsActive(active, column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool MoveNext() => input.MoveNext();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        OutputGetters.RequireActive(active, column);
        layout.IsPassedOn(column.Index, out int index);
        return input.GetGetter<TValue>(layout.Input[index]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
