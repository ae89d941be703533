using Microsoft.ML;

namespace R2N2.MLNet.Tests.Conformance.Broken;

/// <summary>A good estimator, with some of its doings replaced.</summary>
internal sealed class BrokenEstimator(IEstimator<ITransformer> good) : IEstimator<ITransformer>
{
    public Func<IDataView, ITransformer>? OnFit { get; init; }

    public Func<SchemaShape, SchemaShape>? Shape { get; init; }

    public ITransformer Fit(IDataView input) => (OnFit ?? good.Fit)(input);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => (Shape ?? good.GetOutputSchema)(inputSchema);
}
