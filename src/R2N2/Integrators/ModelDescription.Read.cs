using R2N2.Onnx;

namespace R2N2;

/// <content>Reads the description of either kind of file.</content>
public abstract partial record ModelDescription
{
    /// <summary>Reads the description out of a model: a <see cref="SolverDescription"/> or an <see cref="IntegratorDescription"/>.</summary>
    /// <param name="model">The bytes of an exported solver or integrator.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an ONNX model, or not one that this library exported.</exception>
    public static ModelDescription Read(ReadOnlyMemory<byte> model) => Of(ExportedFile.Open(model));

    /// <summary>Reads the description out of a file: a <see cref="SolverDescription"/> or an <see cref="IntegratorDescription"/>.</summary>
    /// <param name="path">An exported solver or integrator.</param>
    /// <exception cref="OnnxFormatException">The file is not an ONNX model, or not one that this library exported.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelDescription Read(string path) => Of(ExportedFile.Open(path));

    /// <summary>The description in an open file.</summary>
    internal static ModelDescription Of(ExportedFile file) => file.Has(MetadataKeys.IntegratorForm)
        ? IntegratorDescriptionReader.Read(file)
        : SolverDescriptionReader.Read(file);
}
