namespace R2N2.MLNet;

/// <summary>What a pipeline's ONNX file gives.</summary>
public sealed record PipelineExportOptions
{
    /// <summary>
    /// The columns that the file gives, at least one if any are named; what they do not need is left out of the file. Null (the
    /// default) for all visible columns that the model adds or changes.
    /// </summary>
    public IReadOnlyList<string>? OutputColumns { get; init; }
}
