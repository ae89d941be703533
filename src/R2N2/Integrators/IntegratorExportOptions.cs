namespace R2N2;

/// <summary>How an integrator becomes an ONNX file.</summary>
public sealed record IntegratorExportOptions
{
    /// <summary>What the file does: one step by default.</summary>
    public IntegratorForm Form
    {
        get;
        init => field = NamedValue.Require(value, nameof(Form));
    }

    /// <summary>The floating-point type of the file; double precision by default.</summary>
    public OnnxPrecision Precision
    {
        get;
        init => field = NamedValue.Require(value, nameof(Precision));
    }

    /// <summary>Tolerances and step control; only used by <see cref="IntegratorForm.Adaptive"/>.</summary>
    public AdaptiveOptions Adaptive { get; init; } = new();
}
