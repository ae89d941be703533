using R2N2.Onnx;

namespace R2N2;

/// <summary>What an exported solver says about itself.</summary>
public sealed record SolverDescription
{
    internal SolverDescription()
    {
    }

    /// <summary>The name of the problem family.</summary>
    public required string FamilyName { get; init; }

    /// <summary>The number of unknowns of one instance, m.</summary>
    public required int StateSize { get; init; }

    /// <summary>The inputs in the order of the file, with their shapes per instance.</summary>
    public required IReadOnlyList<Parameter> Inputs { get; init; }

    /// <summary>The input that brings the initial guess; null where the file holds it.</summary>
    public string? InitialGuessName { get; init; }

    /// <summary>The superstructure: n and the generation.</summary>
    public required Superstructure Superstructure { get; init; }

    /// <summary>θ, exactly as exported.</summary>
    public required Coefficients Coefficients { get; init; }

    /// <summary>K, the number of outer iterations the coefficients were trained for.</summary>
    public required int OuterIterations { get; init; }

    /// <summary>The training loss of the coefficients; null where they were not trained.</summary>
    public double? TrainingLoss { get; init; }

    /// <summary>How it was exported, the iteration limit included.</summary>
    public required OnnxExportOptions Options { get; init; }

    /// <summary>The version of the library that wrote the file.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>Reads the description out of a model.</summary>
    /// <param name="model">The bytes of an exported solver.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an ONNX model, or not one that this library exported.</exception>
    public static SolverDescription Read(ReadOnlyMemory<byte> model) => SolverDescriptionReader.Read(model, "The model");

    /// <summary>Reads the description out of a file.</summary>
    /// <param name="path">An exported solver.</param>
    /// <exception cref="OnnxFormatException">The file is not an ONNX model, or not one that this library exported.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SolverDescription Read(string path)
    {
        return SolverDescriptionReader.Read(ModelFile.Read(path), $"'{path}'");
    }
}
