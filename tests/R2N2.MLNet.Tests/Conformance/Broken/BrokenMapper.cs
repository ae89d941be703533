using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests.Conformance.Broken;

/// <summary>A good mapper whose rows have a column with the neighbours of the right numbers.</summary>
internal sealed class BrokenMapper(IRowToRowMapper good, string disturbed) : IRowToRowMapper
{
    public DataViewSchema InputSchema => good.InputSchema;

    public DataViewSchema OutputSchema => good.OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        good.GetDependencies(dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new Row(good.GetRow(input, activeColumns), disturbed);

    private sealed class Row(DataViewRow good, string disturbed) : DataViewRow
    {
        public override DataViewSchema Schema => good.Schema;

        public override long Position => good.Position;

        public override long Batch => good.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => good.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => good.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => column.Name == disturbed
            ? BrokenCursor.Neighbour(good.GetGetter<TValue>(column))
            : good.GetGetter<TValue>(column);
    }
}
