using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using DataType = R2N2.Onnx.Format.TensorProto.Types.DataType;

namespace R2N2.MLNet;

/// <summary>ML.NET's conversion of types, from numbers to single or double precision.</summary>
internal static class ConversionStep
{
    /// <summary>The columns that a conversion adds.</summary>
    /// <param name="graph">Where nodes go.</param>
    /// <param name="mapper">The conversion.</param>
    /// <param name="added">The columns that it adds.</param>
    /// <param name="columns">The visible columns before it.</param>
    public static Dictionary<string, PipelineValue> Write(
        PipelineGraph graph,
        IRowToRowMapper mapper,
        IReadOnlyList<DataViewSchema.Column> added,
        IReadOnlyDictionary<string, PipelineValue> columns) => added.ToDictionary(column => column.Name, column =>
        {
            PipelineValue source = columns[mapper.GetDependencies([column]).Single().Name];
            return NumberType.Of(column.Type) is { Item: DataType.Float or DataType.Double } type
                ? source.Then(value => graph.Cast(value, type.Item))
                : PipelineValue.None(
                    $"is converted to {column.Type} by a {nameof(TypeConvertingTransformer)}; conversions to Single and Double can be exported");
        });
}
