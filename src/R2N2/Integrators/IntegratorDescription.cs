using R2N2.Onnx;

namespace R2N2;

/// <summary>What an exported integrator says about itself.</summary>
public sealed record IntegratorDescription : ModelDescription
{
    internal IntegratorDescription(ExportedFile file, IReadOnlyList<ModelValue> inputs, IntegratorExportOptions options)
        : base(file, inputs) => Options = options;

    /// <summary>The method, exactly as exported.</summary>
    public required ButcherTableau Tableau { get; init; }

    /// <summary>How it was exported.</summary>
    public override IntegratorExportOptions Options { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<ModelValue> Outputs => IntegratorContract.Outputs(Options.Form, StateSize, Tableau.HasEmbedded);

    /// <inheritdoc/>
    internal override InputCheck CreateCheck()
    {
        int stepSize = IndexOf(IntegratorInputs.StepSize);
        int end = IndexOf(IntegratorInputs.EndTime);
        int time = IndexOf(IntegratorInputs.Time);
        return (columns, start, count, number) =>
        {
            ReadOnlySpan<double> Column(int index) => index < 0 ? [] : columns[index].Span.Slice(start, count);

            IntegratorBatch.RequireStepSizes(Column(stepSize), number);
            IntegratorBatch.RequireEnds(Column(end), Column(time), number);
        };
    }

    /// <summary>Reads the description out of a model.</summary>
    /// <param name="model">The bytes of an exported integrator.</param>
    /// <exception cref="OnnxFormatException">The bytes are not an ONNX model, or not an integrator that this library exported.</exception>
    public static new IntegratorDescription Read(ReadOnlyMemory<byte> model) => IntegratorDescriptionReader.Read(ExportedFile.Open(model));

    /// <summary>Reads the description out of a file.</summary>
    /// <param name="path">An exported integrator.</param>
    /// <exception cref="OnnxFormatException">The file is not an ONNX model, or not an integrator that this library exported.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static new IntegratorDescription Read(string path) =>
        IntegratorDescriptionReader.Read(ExportedFile.Open(path));

    private int IndexOf(string input) => Inputs.ToList().FindIndex(known => known.Name == input);
}
