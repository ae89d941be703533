using R2N2.Onnx;

namespace R2N2;

/// <summary>What an exported integrator says about itself.</summary>
public sealed record IntegratorDescription
{
    internal IntegratorDescription()
    {
    }

    /// <summary>The name of the problem family.</summary>
    public required string FamilyName { get; init; }

    /// <summary>The number of states, m.</summary>
    public required int StateSize { get; init; }

    /// <summary>The inputs with a batch axis, in the order of the file, with their shapes per instance.</summary>
    public required IReadOnlyList<Parameter> Inputs { get; init; }

    /// <summary>The method, exactly as exported.</summary>
    public required ButcherTableau Tableau { get; init; }

    /// <summary>The training loss of the method; null where it was not trained.</summary>
    public double? TrainingLoss { get; init; }

    /// <summary>How it was exported.</summary>
    public required IntegratorExportOptions Options { get; init; }

    /// <summary>The version of the library that wrote the file.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>Reads the description out of a model.</summary>
    /// <param name="model">The bytes of an exported integrator.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an ONNX model, or not an integrator that this library exported.</exception>
    public static IntegratorDescription Read(ReadOnlyMemory<byte> model) => IntegratorMetadata.Read(MetadataReader.Of(model, "The model"));

    /// <summary>Reads the description out of a file.</summary>
    /// <param name="path">An exported integrator.</param>
    /// <exception cref="OnnxFormatException">The file is not an ONNX model, or not an integrator that this library exported.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IntegratorDescription Read(string path)
    {
        return IntegratorMetadata.Read(MetadataReader.Of(ModelFile.Read(path), $"'{path}'"));
    }
}
