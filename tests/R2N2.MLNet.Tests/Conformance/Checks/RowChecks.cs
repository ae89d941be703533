using Microsoft.ML;
using Microsoft.ML.Data;
using R2N2.MLNet.Tests.Conformance.Broken;

namespace R2N2.MLNet.Tests.Conformance.Checks;

/// <summary>What a component makes of one row at a time.</summary>
internal static class RowChecks
{
    public static IReadOnlyList<ConformanceCheck> All { get; } =
    [
        new("a prediction engine gives the bits of Transform", PredictionEngineGivesTheBitsOfTransform, good =>
            Breaking.Transformer(good, transformer => new BrokenTransformer(transformer)
            {
                Mapper = mapper => new BrokenMapper(mapper, good.Outputs[0]),
            })),
    ];

    private static void PredictionEngineGivesTheBitsOfTransform(ComponentCase component)
    {
        MLContext context = new();
        InstanceRow[] rows = component.Rows(67, seed: 6);
        IDataView view = component.Fitted().Transform(component.Data(context, rows));
        foreach (DataViewSchema.Column column in component.Outputs.Select(name => view.Schema[name]))
        {
            string member = column.Type switch
            {
                VectorDataViewType { ItemType: NumberDataViewType item } when item == NumberDataViewType.Double => nameof(Predicted.Doubles),
                VectorDataViewType { ItemType: NumberDataViewType item } when item == NumberDataViewType.Single => nameof(Predicted.Singles),
                _ => nameof(Predicted.Integers),
            };
            var engine = context.Model.CreatePredictionEngine<InstanceRow, Predicted>(
                component.Fitted(),
                ignoreMissingColumns: false,
                component.InputDefinition(),
                RowSchema.Of(typeof(Predicted), [(member, column.Name, column.Type)]));

            List<object[]> expected = ViewContent.Read(view, [column]);

            ViewContent.AssertSameBits(expected, [.. rows.Select(row => new[] { engine.Predict(row).Value(member) })]);
        }
    }

    // Engines are not disposed: they would take the component along.
    private sealed class Predicted
    {
        public double[] Doubles { get; set; } = [];

        public float[] Singles { get; set; } = [];

        public long[] Integers { get; set; } = [];

        public object Value(string member) => member switch
        {
            nameof(Doubles) => Doubles,
            nameof(Singles) => Singles,
            _ => Integers,
        };
    }
}
