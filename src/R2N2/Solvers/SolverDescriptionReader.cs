using System.Globalization;

namespace R2N2.Onnx;

/// <summary>Reads what <see cref="SolverMetadata"/> wrote.</summary>
internal static class SolverDescriptionReader
{
    /// <summary>Reads a description.</summary>
    /// <param name="model">The bytes.</param>
    /// <param name="source">What they are, for messages.</param>
    public static SolverDescription Read(ReadOnlyMemory<byte> model, string source) =>
        MetadataReader.Of(model, source).Describe(Read);

    /// <summary>Reads a description out of the metadata.</summary>
    public static SolverDescription Read(MetadataReader entries)
    {
        if (entries.Has(MetadataKeys.IntegratorForm))
        {
            throw entries.Failure("is an integrator, not a solver of equations; read it with IntegratorDescription or R2N2Integrator.");
        }

        Superstructure superstructure = new(
            entries.Integer(SolverMetadata.InnerIterations), GenerationModule.Parse(entries.Entry(SolverMetadata.Generation)));
        _ = entries.Named<AssemblyModule>(SolverMetadata.Assembly);
        var coefficients = Coefficients.Parse(entries.Entry(MetadataKeys.Coefficients));
        if (coefficients.Order != superstructure.InnerIterations)
        {
            throw entries.Failure(
                $"says n = {superstructure.InnerIterations}, but holds coefficients for n = {coefficients.Order}.");
        }

        SolverExportOptions options = ReadOptions(entries);
        RequireRecorded(entries, options);
        return new SolverDescription(entries, entries.Inputs(options.Inputs, []), options)
        {
            InitialGuessName = entries.Has(SolverMetadata.InitialGuess) ? entries.Entry(SolverMetadata.InitialGuess) : null,
            Superstructure = superstructure,
            Coefficients = coefficients,
            OuterIterations = entries.Integer(SolverMetadata.OuterIterations),
        };
    }

    private static SolverExportOptions ReadOptions(MetadataReader entries) => new()
    {
        AbsoluteTolerance = entries.Number(MetadataKeys.AbsoluteTolerance),
        RelativeTolerance = entries.Number(MetadataKeys.RelativeTolerance),
        IterationLimit = entries.Integer(SolverMetadata.IterationLimit),
        Form = entries.Named<IterationForm>(SolverMetadata.Form),
        StallRate = entries.RequiredNumber(SolverMetadata.StallRate),
        StallLimit = entries.Integer(SolverMetadata.StallLimit),
        Precision = entries.Named<OnnxPrecision>(MetadataKeys.Precision),
        Safeguard = entries.Number(SolverMetadata.SafeguardRate) is { } rate ? new Safeguard { Rate = rate } : null,
        ResidualHistory = entries.Has(SolverMetadata.ResidualHistory),
        Iterates = entries.Has(SolverMetadata.Iterates),
        InputNames = entries.Names(MetadataKeys.InputName),
        OutputNames = entries.Names(MetadataKeys.OutputName),
    };

    // Whoever makes room for these outputs relies on their lengths.
    private static void RequireRecorded(MetadataReader entries, SolverExportOptions options)
    {
        foreach (string name in options.RecordedOutputs)
        {
            string inFile = options.Outputs.For(name);
            long? places = entries.Model.Graph.Output.FirstOrDefault(output => output.Name == inFile)
                ?.Type?.TensorType?.Shape?.Dim.ElementAtOrDefault(1)?.DimValue;
            if (places != options.IterationLimit + 1L)
            {
                throw entries.Failure(
                    $"returns '{inFile}' for {places?.ToString(CultureInfo.InvariantCulture) ?? "no"} iterates; "
                    + $"with an iteration limit of {options.IterationLimit} there are {options.IterationLimit + 1L}.");
            }
        }
    }
}
