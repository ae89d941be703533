using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>Whole pipelines as files.</summary>
public sealed partial class R2N2Catalog
{
    /// <summary>Writes a fitted pipeline with solvers as one ONNX file, with all columns that it adds or changes as outputs.</summary>
    /// <param name="model">The pipeline: a chain of steps, chains within it, or a step alone.</param>
    /// <param name="schema">The schema of its data.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <inheritdoc cref="ExportPipeline(ITransformer, DataViewSchema, string, PipelineExportOptions)" path="/remarks"/>
    /// <inheritdoc cref="ExportPipeline(ITransformer, DataViewSchema, string, PipelineExportOptions)" path="/exception"/>
    public void ExportPipeline(ITransformer model, DataViewSchema schema, string path) =>
        ExportPipeline(model, schema, path, new PipelineExportOptions());

    /// <summary>Writes a fitted pipeline with solvers as one ONNX file.</summary>
    /// <param name="model">The pipeline: a chain of steps, chains within it, or a step alone.</param>
    /// <param name="schema">The schema of its data.</param>
    /// <param name="path">The file; its folder must exist. It is written all or nothing.</param>
    /// <param name="options">Which columns it gives.</param>
    /// <remarks>
    /// Steps that can be exported: this library's solvers; Concatenate, CopyColumns, SelectColumns, DropColumns; NormalizeMinMax,
    /// NormalizeMeanVariance, NormalizeLogMeanVariance, NormalizeRobustScaling; Conversion.ConvertType from numbers to Single or
    /// Double. Others may be in the pipeline as long as no output needs them. The file computes in the types of the columns, as
    /// ML.NET does. Inputs are the columns that the outputs need, outputs the chosen columns, each by its name; an output that
    /// has the name of an input column has <c>.output</c> behind it, which ML.NET strips again. Every tensor is [N, size] with a
    /// free number of rows N: [N, 1] for single numbers, [N, rows, columns] for matrices. Sparse vectors are treated as dense.
    /// </remarks>
    /// <exception cref="NotSupportedException">An output needs a step that cannot be exported; the message names it, and those that can.</exception>
    /// <exception cref="ArgumentException">The model does not give a named column, or none, or two columns of the file would share a name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The schema lacks a column of the pipeline, or has another type.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it and the reason.</exception>
    public void ExportPipeline(ITransformer model, DataViewSchema schema, string path, PipelineExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        ContextCancellation.Of(Context).ThrowIfCancelled();
        byte[] bytes = new PipelineExport(Context).Write(model, schema, options);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }
}
