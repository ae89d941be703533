using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests.Conformance.Broken;

/// <summary>A good transformer, with some of its doings replaced.</summary>
internal sealed class BrokenTransformer(ITransformer good) : ITransformer
{
    public Func<DataViewSchema, DataViewSchema>? Schema { get; init; }

    public Func<IDataView, IDataView>? View { get; init; }

    public Func<IRowToRowMapper, IRowToRowMapper>? Mapper { get; init; }

    /// <summary>What is saved instead.</summary>
    public ITransformer? Saved { get; init; }

    public bool IsRowToRowMapper => good.IsRowToRowMapper;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => (Schema ?? good.GetOutputSchema)(inputSchema);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        IRowToRowMapper mapper = good.GetRowToRowMapper(inputSchema);
        return Mapper is null ? mapper : Mapper(mapper);
    }

    public IDataView Transform(IDataView input) => (View ?? good.Transform)(input);

    public void Save(ModelSaveContext ctx) => (Saved ?? good).Save(ctx);
}
