using Microsoft.ML;

namespace R2N2.MLNet.Tests;

/// <summary>A step that remembers what a pipeline promised it: the only public way to see a SchemaShape of data.</summary>
internal sealed class SchemaCapture : IEstimator<ITransformer>
{
    public SchemaShape Promised { get; private set; } = null!;

    /// <summary>What a pipeline knows of some data before it reads them.</summary>
    public static SchemaShape Of(MLContext context, IDataView data)
    {
        SchemaCapture capture = new();
        new Microsoft.ML.Data.EstimatorChain<ITransformer>().Append(capture).Fit(data);
        return capture.Promised;
    }

    public ITransformer Fit(IDataView input) => new MLContext().Transforms.CopyColumns("Captured", input.Schema[0].Name).Fit(input);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Promised = inputSchema;
}
