using Microsoft.ML;
using R2N2.MLNet.Tests.Conformance.Broken;

namespace R2N2.MLNet.Tests.Conformance.Checks;

/// <summary>What a component says of its columns before there are any rows.</summary>
internal static class SchemaChecks
{
    public static IReadOnlyList<ConformanceCheck> All { get; } =
    [
        new("the estimator promises what is delivered", PromisesWhatIsDelivered, good =>
            Breaking.Estimator(good, estimator => new BrokenEstimator(estimator) { Shape = shape => shape })),
        new("the transformer promises what it delivers", TransformerPromisesWhatItDelivers, good =>
            Breaking.Transformer(good, transformer => new BrokenTransformer(transformer) { Schema = schema => schema })),
        new("GetOutputSchema refuses a missing column", good => RefusedInSchema(good, Without), PromisesAnything),
        new("GetOutputSchema refuses a column of another type", good => RefusedInSchema(good, AsText), PromisesAnything),
        new("Fit refuses a missing column", good => RefusedInFit(good, Without), FitsAnything),
        new("Fit refuses a column of another type", good => RefusedInFit(good, AsText), FitsAnything),
    ];

    private static void PromisesWhatIsDelivered(ComponentCase component)
    {
        MLContext context = new(seed: 1);
        IDataView data = component.Data(context, 3, seed: 2);

        SchemaShape promised = component.Estimator(context).GetOutputSchema(SchemaCapture.Of(context, data));

        DataViewSchema.Column[] delivered = [.. component.Fitted().Transform(data).Schema.Where(column => !column.IsHidden)];
        Assert.Equal(
            delivered.Select(ViewContent.DescribeShape).Order(StringComparer.Ordinal),
            promised.Select(ViewContent.DescribeShape).Order(StringComparer.Ordinal));
        Assert.All(promised, column => Assert.Subset(
            delivered.Single(found => found.Name == column.Name).Annotations.Schema.Select(annotation => annotation.Name).ToHashSet(),
            column.Annotations.Select(annotation => annotation.Name).ToHashSet()));
    }

    private static void TransformerPromisesWhatItDelivers(ComponentCase component)
    {
        IDataView data = component.Data(new MLContext(), 3, seed: 2);
        ITransformer transformer = component.Fitted();
        DataViewSchema delivered = transformer.Transform(data).Schema;

        Assert.Equal(ViewContent.Describe(delivered), ViewContent.Describe(transformer.GetOutputSchema(data.Schema)));
        Assert.Equal(component.Outputs, component.Outputs.Where(name => delivered.GetColumnOrNull(name) is not null));
        Assert.True(transformer.IsRowToRowMapper);
        Assert.Same(data.Schema, transformer.GetRowToRowMapper(data.Schema).InputSchema);
        Assert.Equal(
            ViewContent.Describe(delivered), ViewContent.Describe(transformer.GetRowToRowMapper(data.Schema).OutputSchema));
    }

    private static void RefusedInSchema(ComponentCase component, Func<MLContext, ComponentCase, IDataView> spoil)
    {
        MLContext context = new(seed: 1);
        IDataView data = spoil(context, component);
        SchemaShape shape = SchemaCapture.Of(context, data);
        AssertRefused(component, () => component.Estimator(context).GetOutputSchema(shape));
        AssertRefused(component, () => component.Fitted().GetOutputSchema(data.Schema));
    }

    private static void RefusedInFit(ComponentCase component, Func<MLContext, ComponentCase, IDataView> spoil)
    {
        MLContext context = new(seed: 1);
        IDataView data = spoil(context, component);
        AssertRefused(component, () => component.Estimator(context).Fit(data).Transform(data));
        AssertRefused(component, () => component.Fitted().Transform(data));
    }

    // ML.NET's kinds of exception.
    private static void AssertRefused(ComponentCase component, Action action)
    {
        Exception? error = Record.Exception(action);
        Assert.True(error is ArgumentException or InvalidOperationException, $"Not refused: {error}");
        Assert.True(!component.NamesTheColumn || error!.Message.Contains($"'{component.Input}'", StringComparison.Ordinal), error!.Message);
    }

    private static IDataView Without(MLContext context, ComponentCase component)
    {
        IDataView data = component.Data(context, 3, seed: 2);
        return context.Transforms.DropColumns(component.Input).Fit(data).Transform(data);
    }

    private static IDataView AsText(MLContext context, ComponentCase component)
    {
        IDataView data = Without(context, component);
        return context.Transforms.CopyColumns(component.Input, ComponentCase.Id).Fit(data).Transform(data);
    }

    private static ComponentCase PromisesAnything(ComponentCase good) =>
        Breaking.Estimator(good, estimator => new BrokenEstimator(estimator) { Shape = shape => shape });

    private static ComponentCase FitsAnything(ComponentCase good) =>
        Breaking.Estimator(good, estimator => new BrokenEstimator(estimator)
        {
            OnFit = _ => new BrokenTransformer(good.Fitted()) { View = data => data },
        });
}
