using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>A solver in an ML.NET pipeline: solves the rows of its input in blocks.</summary>
/// <remarks>
/// <c>mlContext.Model.Save</c> writes it as ML.NET's own OnnxTransformer, so an application needs Microsoft.ML.OnnxTransformer
/// to load it, and nothing of this library. That one runs row by row; <see cref="R2N2Catalog.Accelerate(ITransformer)"/> makes blocks of them again.
/// </remarks>
public class SolverTransformer : ITransformer, IDisposable
{
    private readonly MLContext _context;
    private bool _disposed;

    internal SolverTransformer(MLContext context, ColumnSolver solver)
    {
        _context = context;
        Solver = solver;
    }

    /// <summary>Always true: each output row depends on its input row alone.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The solver and its columns.</summary>
    internal ColumnSolver Solver { get; }

    /// <summary>The schema after the solver.</summary>
    /// <param name="inputSchema">The schema before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).Layout.Output;

    /// <summary>Solves row by row, for a PredictionEngine.</summary>
    /// <param name="inputSchema">The schema of the rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new SolverMapper(Bind(inputSchema));

    /// <summary>The data with the solver's columns, solved when they are read.</summary>
    /// <param name="input">The data. What an integrator refuses, such as a step size of 0, fails when its row is read.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new SolverDataView(Bind(input.Schema), input);
    }

    /// <summary>Writes the solver as an ONNX file for any language, all or nothing.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it and the reason.</exception>
    public void SaveAsOnnx(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.Write(path, stream => stream.Write(Solver.File.Exported.Bytes.Span));
    }

    /// <summary>Frees what runs it; data views of this transformer can no longer be read.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _disposed = true;
        Solver.Dispose();
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        OnnxTransformers.Save(_context, Solver.File.Exported, Solver.Columns, ctx);
    }

    private SolverBinding Bind(DataViewSchema schema)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new SolverBinding(Solver, schema);
    }
}
