namespace R2N2;

/// <summary>How an integrator becomes an ONNX file.</summary>
public sealed record IntegratorExportOptions
{
    /// <summary>What the file does: one step by default.</summary>
    public IntegratorForm Form
    {
        get;
        init => field = RequireNamed(value, nameof(Form));
    }

    /// <summary>The floating-point type of the file; double precision by default.</summary>
    public OnnxPrecision Precision
    {
        get;
        init => field = RequireNamed(value, nameof(Precision));
    }

    /// <summary>Tolerances and step control; only used by <see cref="IntegratorForm.Adaptive"/>.</summary>
    public AdaptiveOptions Adaptive { get; init; } = new();

    private static T RequireNamed<T>(T value, string name)
        where T : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{name} is {value}; known are {string.Join(", ", Enum.GetNames<T>())}.");
}
