using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using DataType = R2N2.Onnx.Format.TensorProto.Types.DataType;

namespace R2N2.MLNet;

/// <summary>
/// ML.NET's normalizers. Their parameters are public by number only, not by column; so a column's are those that give its
/// numbers, which makes sure of the formula as well.
/// </summary>
internal static class NormalizerStep
{
    // ML.NET's own arithmetic is repeated step by step, up to the last digits of elementary functions.
    private const double Tolerance = 1e-12;
    private const double SingleTolerance = 1e-6;

    /// <summary>The columns that a normalizer adds.</summary>
    /// <param name="graph">Where nodes go.</param>
    /// <param name="step">The normalizer.</param>
    /// <param name="mapper">The same, for rows.</param>
    /// <param name="added">The columns that it adds.</param>
    /// <param name="columns">The visible columns before it.</param>
    public static Dictionary<string, PipelineValue> Write(
        PipelineGraph graph,
        NormalizingTransformer step,
        IRowToRowMapper mapper,
        IReadOnlyList<DataViewSchema.Column> added,
        IReadOnlyDictionary<string, PipelineValue> columns)
    {
        Normalizer[] known = [.. Enumerable.Range(0, added.Count)
            .Select(i => Normalizer.Of(step.GetNormalizerModelParameters(i)))
            .OfType<Normalizer>()];
        return added.ToDictionary(column => column.Name, column =>
        {
            PipelineValue source = columns[mapper.GetDependencies([column]).Single().Name];
            return Find(known, mapper, column) is { } normalizer
                ? source.Then(tensor => normalizer.Write(graph, tensor))
                : PipelineValue.None(
                    $"is made by a {nameof(NormalizingTransformer)} with bins; its affine form (as from NormalizeMinMax, "
                    + "NormalizeMeanVariance, NormalizeRobustScaling) and its distribution function (NormalizeLogMeanVariance) can be exported");
        });
    }

    private static Normalizer? Find(Normalizer[] known, IRowToRowMapper mapper, DataViewSchema.Column column)
    {
        if (NumberType.Of(column.Type) is not { } type)
        {
            return null;
        }

        double tolerance = type.Item == DataType.Float ? SingleTolerance : Tolerance;
        return known
            .Where(normalizer => normalizer.Type == type.Item && normalizer.Size == type.Size)
            .Select(normalizer => (Normalizer: normalizer, Deviation: Deviation(normalizer, mapper, column)))
            .Where(candidate => candidate.Deviation <= tolerance)
            .OrderBy(candidate => candidate.Deviation)
            .FirstOrDefault().Normalizer;
    }

    private static double Deviation(Normalizer normalizer, IRowToRowMapper mapper, DataViewSchema.Column column) =>
        normalizer.Probes.Max(probe => normalizer.Apply(probe).Zip(
            ProbeRow.Read(mapper, column, (_, slot) => slot < probe.Length ? probe[slot] : 0),
            Difference).Max());

    private static double Difference(double expected, double found)
    {
        double difference = expected.Equals(found) ? 0 : Math.Abs(expected - found) / (1 + Math.Abs(expected));
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }
}
