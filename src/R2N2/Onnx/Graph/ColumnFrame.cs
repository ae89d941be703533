namespace R2N2.Onnx;

/// <summary>What a file behind columns says about itself in its metadata.</summary>
/// <param name="Inside">How names of values within the exported file begin.</param>
/// <param name="Around">The remark of the nodes around it.</param>
/// <param name="Columns">The columns.</param>
internal sealed record ColumnFrame(string Inside, string Around, OnnxColumns Columns);
