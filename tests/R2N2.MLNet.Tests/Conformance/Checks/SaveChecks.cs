using Microsoft.ML;
using Microsoft.ML.Transforms;
using R2N2.MLNet.Tests.Conformance.Broken;

namespace R2N2.MLNet.Tests.Conformance.Checks;

/// <summary>What becomes of a component that is saved and loaded.</summary>
internal static class SaveChecks
{
    public static IReadOnlyList<ConformanceCheck> All { get; } =
    [
        new("loaded it has the same schema", HasTheSameSchema, good =>
            Breaking.Transformer(good, transformer => new BrokenTransformer(transformer) { Saved = Copying(good) })),
        new("loaded it gives the same numbers", GivesTheSameNumbers, good =>
            Breaking.Transformer(good, transformer => new BrokenTransformer(transformer)
            {
                Saved = ComponentCases.Get("linear, exactly two iterations").Fitted(),
            })),
    ];

    private static void HasTheSameSchema(ComponentCase component)
    {
        IDataView data = component.Data(new MLContext(), 3, seed: 5);
        ITransformer loaded = Reloaded(component.Fitted(), data.Schema, out DataViewSchema schema);

        Assert.Equal(ViewContent.Describe(data.Schema), ViewContent.Describe(schema));
        Assert.Equal(
            ViewContent.Describe(component.Fitted().GetOutputSchema(data.Schema)), ViewContent.Describe(loaded.GetOutputSchema(schema)));
        Assert.Equal(
            ViewContent.Describe(component.Fitted().Transform(data).Schema), ViewContent.Describe(loaded.Transform(data).Schema));
    }

    private static void GivesTheSameNumbers(ComponentCase component)
    {
        IDataView data = component.Data(new MLContext(), 20, seed: 5);
        ITransformer loaded = Reloaded(component.Fitted(), data.Schema, out _);

        ViewContent.AssertClose(
            ViewContent.Read(component.Fitted().Transform(data)), ViewContent.Read(loaded.Transform(data)), component.Precision);
    }

    private static ITransformer Reloaded(ITransformer transformer, DataViewSchema schema, out DataViewSchema loaded)
    {
        using MemoryStream stream = new();
        new MLContext().Model.Save(transformer, schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out loaded);
    }

    private static ColumnCopyingTransformer Copying(ComponentCase component)
    {
        MLContext context = new();
        return context.Transforms.CopyColumns("Copied", ComponentCase.Id).Fit(component.Data(context, 1, seed: 1));
    }
}
