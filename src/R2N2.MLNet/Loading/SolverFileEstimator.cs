using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>
/// A solver from an exported file as a step of a pipeline that is yet to be fitted. There is nothing to train: fitting finds the
/// types of the columns. Made by <see cref="R2N2Catalog.ApplySolver(string, SolverFileOptions)"/>.
/// </summary>
public sealed class SolverFileEstimator : IEstimator<SolverTransformer>
{
    private readonly MLContext _context;
    private readonly SolverFile _file;
    private readonly SolverFileOptions _options;

    internal SolverFileEstimator(MLContext context, SolverFile file, SolverFileOptions options)
    {
        _context = context;
        _file = file;
        _options = options;
    }

    /// <summary>Binds the solver to the columns of the data.</summary>
    /// <param name="input">The data; no row of it is read.</param>
    /// <returns>The solver; dispose it, or the prediction engine made from it, to free what runs it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    /// <exception cref="InvalidOperationException">A native library is missing, or the GPU asked for cannot be used.</exception>
    public SolverTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SolverLoader.Open(_context, _file, _options with { InputSchema = input.Schema });
    }

    /// <summary>The schema after the solver.</summary>
    /// <param name="inputSchema">The schema before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type; sizes are not known before Fit.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SolverInput[] inputs = [.. _options.Inputs(_file.Inputs, _file.Role).Select(columns => columns.TypedAs(inputSchema))];
        return OnnxTransformers.OutputSchema(_context, _file.Exported, OnnxTransformers.Columns(_file, inputs, _options), inputSchema);
    }
}
