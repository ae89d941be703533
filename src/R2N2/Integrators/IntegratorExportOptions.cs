namespace R2N2;

/// <summary>How an integrator becomes an ONNX file.</summary>
public sealed record IntegratorExportOptions : OnnxExportOptions
{
    /// <summary>What the file does: one step by default.</summary>
    public IntegratorForm Form
    {
        get;
        init => field = Guard.Named(value);
    }

    /// <summary>Tolerances and step control; only used by <see cref="IntegratorForm.Adaptive"/>.</summary>
    public AdaptiveOptions Adaptive { get; init; } = new();
}
