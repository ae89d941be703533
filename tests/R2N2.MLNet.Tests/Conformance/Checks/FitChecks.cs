using Microsoft.ML;
using Microsoft.ML.Data;
using R2N2.MLNet.Tests.Conformance.Broken;

namespace R2N2.MLNet.Tests.Conformance.Checks;

/// <summary>How a component is fitted.</summary>
internal static class FitChecks
{
    private const int Rows = 40;

    public static IReadOnlyList<ConformanceCheck> All { get; } =
    [
        new("fitted again with the same seed it is the same", FittedAgainIsTheSame, FitsDifferentlyEachTime),
        new("it can be cross-validated", CanBeCrossValidated, good =>
            Breaking.Cursor(good, cursor => new BrokenCursor(cursor) { Skipped = 1 })),
        new("it works between other steps of a chain", WorksBetweenOtherSteps, good =>
            Breaking.Estimator(good, estimator => new BrokenEstimator(estimator) { Shape = shape => shape })),
    ];

    private static void FittedAgainIsTheSame(ComponentCase component)
    {
        MLContext context = new(seed: 3);
        IDataView data = component.Data(context, Rows, seed: 2);
        IEstimator<ITransformer> estimator = component.Estimator(context);
        List<object[]> first = ViewContent.Read(estimator.Fit(data).Transform(data));

        List<object[]> second = ViewContent.Read(estimator.Fit(data).Transform(data));
        List<object[]> elsewhere = ViewContent.Read(component.Estimator(new MLContext(seed: 3)).Fit(data).Transform(data));

        ViewContent.AssertSameBits(first, second);
        ViewContent.AssertSameBits(first, elsewhere);
    }

    private static void CanBeCrossValidated(ComponentCase component)
    {
        MLContext context = new(seed: 1);
        IDataView data = component.Data(context, Rows, seed: 2);
        DataOperationsCatalog.TrainTestData halves = context.Data.TrainTestSplit(data, 0.5, seed: 1);
        List<string> validated = [];
        foreach (DataOperationsCatalog.TrainTestData fold in context.Data.CrossValidationSplit(data, 2, seed: 1))
        {
            IDataView transformed = component.Estimator(context).Fit(fold.TrainSet).Transform(fold.TestSet);
            string[] expected = Ids(fold.TestSet);
            Assert.Equal(expected, Ids(transformed));
            Assert.Equal(expected.Length, ViewContent.Read(transformed).Count);
            validated.AddRange(expected);
        }

        Assert.Equal(Ids(data).Order(StringComparer.Ordinal), validated.Order(StringComparer.Ordinal));
        Assert.Equal(Ids(halves.TestSet), Ids(component.Fitted().Transform(halves.TestSet)));
    }

    private static void WorksBetweenOtherSteps(ComponentCase component)
    {
        MLContext context = new(seed: 1);
        IDataView data = component.Data(context, Rows, seed: 2);
        string answer = component.Outputs[0];
        var pipeline = context.Transforms.CopyColumns("Earlier", component.Input)
            .Append(context.Transforms.CopyColumns(component.Input, "Earlier"))
            .Append(component.Estimator(context))
            .Append(context.Transforms.CopyColumns("Later", answer))
            .Append(context.Transforms.DropColumns("Earlier"));

        TransformerChain<ITransformer>? model = null;
        Exception? error = Record.Exception(() => model = Chain(pipeline.Fit(data)));

        Assert.Null(error);
        using MemoryStream stream = new();
        context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out DataViewSchema schema);
        IDataView transformed = model!.Transform(data);
        Assert.Equal(ViewContent.Describe(transformed.Schema), ViewContent.Describe(loaded.GetOutputSchema(schema)));
        ViewContent.AssertClose(ViewContent.Read(transformed), ViewContent.Read(loaded.Transform(data)), component.Precision);
        ViewContent.AssertSameBits(
            ViewContent.Read(transformed, [transformed.Schema[answer]]), ViewContent.Read(transformed, [transformed.Schema["Later"]]));
    }

    private static TransformerChain<ITransformer> Chain(IEnumerable<ITransformer> steps) => new([.. steps]);

    private static string[] Ids(IDataView view) =>
        [.. ViewContent.Read(view, [view.Schema[ComponentCase.Id]]).Select(row => (string)row[0])];

    private static ComponentCase FitsDifferentlyEachTime(ComponentCase good)
    {
        int fits = 0;
        return Breaking.Transformer(good, transformer => fits++ == 0 ? transformer : new BrokenTransformer(transformer)
        {
            View = data => new BrokenView(transformer.Transform(data))
            {
                Cursor = (source, columns, random) =>
                    new BrokenCursor(source.GetRowCursor(columns, random)) { Disturbed = good.Outputs[0] },
            },
        });
    }
}
