using Microsoft.ML;
using Microsoft.ML.Data;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>A trained integrator in an ML.NET pipeline: one step for every row of its input, in blocks.</summary>
/// <remarks>
/// <c>mlContext.Model.Save</c> writes it as ML.NET's own OnnxTransformer, so an application needs Microsoft.ML.OnnxTransformer
/// to load it, and nothing of this library.
/// </remarks>
public sealed class IntegratorTransformer : ITransformer, IDisposable
{
    private readonly MLContext _context;
    private readonly IntegratorOptions _options;
    private readonly OnnxIntegrator _integrator;
    private readonly IntegratorBlockSolver _blocks;
    private bool _disposed;

    internal IntegratorTransformer(
        MLContext context,
        IntegratorTrainingResult result,
        OnnxIntegrator integrator,
        IReadOnlyList<SolverInput> inputs,
        IntegratorOptions options)
    {
        Integrator = result.Integrator;
        Report = result.Report;
        _context = context;
        _options = options;
        _integrator = integrator;
        _blocks = new IntegratorBlockSolver(integrator, inputs, options.OutputColumns);
    }

    /// <summary>The trained integrator: for rollouts, adaptive steps, and other exports.</summary>
    public R2N2Integrator Integrator { get; }

    /// <summary>What training did.</summary>
    public TrainingReport Report { get; }

    /// <summary>Always true: each output row depends on its input row alone.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The schema after the integrator.</summary>
    /// <param name="inputSchema">The schema before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).Layout.Output;

    /// <summary>Steps row by row, for a PredictionEngine.</summary>
    /// <param name="inputSchema">The schema of the rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new SolverMapper(Bind(inputSchema));

    /// <summary>The data with the integrator's columns, computed when they are read.</summary>
    /// <param name="input">The data; a step size that is not a finite number above 0 fails when its row is read.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new SolverDataView(Bind(input.Schema), input, _options.BlockSize);
    }

    /// <summary>Writes one step of the integrator as an ONNX file for any language, all or nothing.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it and the reason.</exception>
    public void SaveAsOnnx(string path) => Integrator.SaveOnnx(path, Export);

    /// <summary>Frees the session; data views of this transformer can no longer be read.</summary>
    public void Dispose()
    {
        _disposed = true;
        _integrator.Dispose();
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        OnnxTransformers.Save(
            _context,
            columns => IntegratorExport.ForColumns(Integrator, Export, columns),
            _blocks.Inputs,
            _options.OutputColumns,
            ctx);
    }

    private IntegratorExportOptions Export => new() { Precision = _options.Precision };

    private SolverBinding Bind(DataViewSchema schema)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new SolverBinding(_blocks, schema);
    }
}
