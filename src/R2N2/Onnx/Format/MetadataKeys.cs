namespace R2N2.Onnx;

/// <summary>The metadata entries that every exported file has, whatever it solves; the keys are part of the format.</summary>
internal static class MetadataKeys
{
    public const string Format = "r2n2.format";

    /// <summary>f itself; see <see cref="FunctionText"/>.</summary>
    public const string Function = "r2n2.f";

    /// <summary>What an integrator's file does; files of other solvers do without it.</summary>
    public const string IntegratorForm = "r2n2.integratorForm";

    /// <summary>The version of this set of keys.</summary>
    public const string CurrentFormat = "1";
}
