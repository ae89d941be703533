using R2N2.Onnx;

namespace R2N2;

/// <summary>What an exported solver of equations says about itself.</summary>
public sealed record SolverDescription : ModelDescription
{
    internal SolverDescription(ExportedFile file, IReadOnlyList<ModelValue> inputs, SolverExportOptions options)
        : base(file, inputs) => Options = options;

    /// <summary>The input that brings the initial guess; null where the file holds it.</summary>
    public string? InitialGuessName { get; internal init; }

    /// <summary>The superstructure: n and the generation.</summary>
    public required Superstructure Superstructure { get; init; }

    /// <summary>θ, exactly as exported.</summary>
    public required Coefficients Coefficients { get; init; }

    /// <summary>K, the number of outer iterations the coefficients were trained for.</summary>
    public required int OuterIterations { get; init; }

    /// <summary>What it is worth, in sentences: what fitting found on the instances that it was judged on; null where it was not.</summary>
    public string? Verdict { get; internal init; }

    /// <summary>How it was exported, the iteration limit included.</summary>
    public override SolverExportOptions Options { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<ModelValue> Outputs =>
    [
        new(SolverOutputs.Solution, Shape.Vector(StateSize)),
        new(SolverOutputs.ResidualNorm, Shape.Scalar),
        new(SolverOutputs.Iterations, Shape.Scalar, IsInteger: true),
        new(SolverOutputs.Status, Shape.Scalar, IsInteger: true),
        .. Options.RecordedOutputs.Select(name => new ModelValue(name, name == SolverOutputs.Iterates
            ? Shape.Matrix(Options.RecordedPlaces, StateSize)
            : Shape.Vector(Options.RecordedPlaces))),
    ];

    /// <summary>Reads the description out of a model.</summary>
    /// <param name="model">The bytes of an exported solver.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an ONNX model, or not one that this library exported.</exception>
    public static new SolverDescription Read(ReadOnlyMemory<byte> model) => SolverDescriptionReader.Read(ExportedFile.Open(model));

    /// <summary>Reads the description out of a file.</summary>
    /// <param name="path">An exported solver.</param>
    /// <exception cref="OnnxFormatException">The file is not an ONNX model, or not one that this library exported.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static new SolverDescription Read(string path) => SolverDescriptionReader.Read(ExportedFile.Open(path));
}
