namespace R2N2.Onnx;

/// <summary>The metadata entries that every exported file may have, whatever it solves; the keys are part of the format.</summary>
internal static class MetadataKeys
{
    public const string Format = "r2n2.format";

    /// <summary>f itself; see <see cref="FunctionText"/>.</summary>
    public const string Function = "r2n2.f";

    /// <summary>What an integrator's file does; files of other solvers do without it.</summary>
    public const string IntegratorForm = "r2n2.integratorForm";

    public const string Family = "r2n2.family";
    public const string StateSize = "r2n2.stateSize";
    public const string Coefficients = "r2n2.coefficients";
    public const string TrainingLoss = "r2n2.trainingLoss";
    public const string LibraryVersion = "r2n2.libraryVersion";
    public const string Precision = "r2n2.precision";
    public const string AbsoluteTolerance = "r2n2.absoluteTolerance";
    public const string RelativeTolerance = "r2n2.relativeTolerance";

    /// <summary>Before the name of an input in the family; the value is its name in the file.</summary>
    public const string InputName = "r2n2.inputName.";

    /// <summary>Before the name of an output by the contract; the value is its name in the file.</summary>
    public const string OutputName = "r2n2.outputName.";

    /// <summary>The version of this set of keys.</summary>
    public const string CurrentFormat = "1";
}
