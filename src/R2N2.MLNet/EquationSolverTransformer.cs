using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>A trained solver in an ML.NET pipeline: solves the rows of its input in blocks.</summary>
/// <remarks>
/// <c>mlContext.Model.Save</c> writes it as ML.NET's own OnnxTransformer, so an application needs Microsoft.ML.OnnxTransformer
/// to load it, and nothing of this library.
/// </remarks>
public sealed class EquationSolverTransformer : ITransformer, IDisposable
{
    private readonly MLContext _context;
    private readonly EquationSolverOptions _options;
    private readonly OnnxSolver _solver;
    private readonly EquationBlockSolver _blocks;
    private bool _disposed;

    internal EquationSolverTransformer(
        MLContext context, TrainingResult result, OnnxSolver solver, IReadOnlyList<SolverInput> inputs, EquationSolverOptions options)
    {
        Network = result.Network;
        Report = result.Report;
        _context = context;
        _options = options;
        _solver = solver;
        _blocks = new EquationBlockSolver(solver, inputs, options.OutputColumns);
    }

    /// <summary>The trained network.</summary>
    public R2N2Network Network { get; }

    /// <summary>What training did.</summary>
    public TrainingReport Report { get; }

    /// <summary>Always true: each output row depends on its input row alone.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The schema after the solver.</summary>
    /// <param name="inputSchema">The schema before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).Layout.Output;

    /// <summary>Solves row by row, for a PredictionEngine.</summary>
    /// <param name="inputSchema">The schema of the rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new SolverMapper(Bind(inputSchema));

    /// <summary>The data with the solver's columns, solved when they are read.</summary>
    /// <param name="input">The data.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new SolverDataView(Bind(input.Schema), input, BlockSizes.For(_options.BlockSize, _solver.Description));
    }

    /// <summary>Writes the solver as an ONNX file for any language, all or nothing.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it and the reason.</exception>
    public void SaveAsOnnx(string path) => Network.SaveOnnx(path, _options.Export);

    /// <summary>Frees the session; data views of this transformer can no longer be read.</summary>
    public void Dispose()
    {
        _disposed = true;
        _solver.Dispose();
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        OnnxTransformers.Save(
            _context, columns => OnnxExport.ToOnnx(Network, _options.Export, columns), _blocks.Inputs, _options.OutputColumns, ctx);
    }

    private SolverBinding Bind(DataViewSchema schema)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new SolverBinding(_blocks, schema);
    }
}
