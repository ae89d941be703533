using Microsoft.ML;

namespace R2N2.MLNet.Tests;

/// <summary>Fits, saves, loads with plain ML.NET, and accelerates.</summary>
/// <param name="context">The context.</param>
/// <param name="estimator">What is fitted.</param>
/// <param name="engine">What runs it then.</param>
internal sealed class AcceleratedEstimator(MLContext context, IEstimator<ITransformer> estimator, Engine engine) : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input)
    {
        using MemoryStream stream = new();
        context.Model.Save(estimator.Fit(input), input.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        ITransformer accelerated = context.R2N2().Accelerate(loaded, new InferenceOptions { Engine = engine });
        Assert.IsType<SolverTransformer>(accelerated);
        return accelerated;
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => estimator.GetOutputSchema(inputSchema);
}
