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
        var coefficients = Coefficients.Parse(entries.Entry(SolverMetadata.Coefficients));
        if (coefficients.Order != superstructure.InnerIterations)
        {
            throw entries.Failure(
                $"says n = {superstructure.InnerIterations}, but holds coefficients for n = {coefficients.Order}.");
        }

        OnnxExportOptions options = ReadOptions(entries);
        RequireRecorded(entries, options);
        return new SolverDescription
        {
            FamilyName = entries.Entry(SolverMetadata.Family),
            StateSize = entries.Integer(SolverMetadata.StateSize),
            Inputs = ReadInputs(entries, options),
            InitialGuessName = entries.Has(SolverMetadata.InitialGuess) ? entries.Entry(SolverMetadata.InitialGuess) : null,
            Superstructure = superstructure,
            Coefficients = coefficients,
            OuterIterations = entries.Integer(SolverMetadata.OuterIterations),
            TrainingLoss = entries.Number(SolverMetadata.TrainingLoss),
            LibraryVersion = entries.Entry(SolverMetadata.LibraryVersion),
            Options = options,
        };
    }

    private static OnnxExportOptions ReadOptions(MetadataReader entries) => new()
    {
        AbsoluteTolerance = entries.Number(SolverMetadata.AbsoluteTolerance),
        RelativeTolerance = entries.Number(SolverMetadata.RelativeTolerance),
        IterationLimit = entries.Integer(SolverMetadata.IterationLimit),
        Form = entries.Named<IterationForm>(SolverMetadata.Form),
        StallRate = entries.RequiredNumber(SolverMetadata.StallRate),
        StallLimit = entries.Integer(SolverMetadata.StallLimit),
        Precision = entries.Named<OnnxPrecision>(SolverMetadata.Precision),
        Safeguard = entries.Number(SolverMetadata.SafeguardRate) is { } rate ? new Safeguard { Rate = rate } : null,
        ResidualHistory = entries.Has(SolverMetadata.ResidualHistory),
        Iterates = entries.Has(SolverMetadata.Iterates),
        InputNames = entries.Names(SolverMetadata.InputName),
        OutputNames = entries.Names(SolverMetadata.OutputName),
    };

    // Whoever makes room for these outputs relies on their lengths.
    private static void RequireRecorded(MetadataReader entries, OnnxExportOptions options)
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

    // By the names of the family.
    private static Parameter[] ReadInputs(MetadataReader entries, OnnxExportOptions options)
    {
        Dictionary<string, string> original = new(StringComparer.Ordinal);
        foreach ((string name, string inFile) in options.InputNames)
        {
            if (!original.TryAdd(inFile, name))
            {
                throw entries.Failure($"calls both '{original[inFile]}' and '{name}' by the name '{inFile}'.");
            }
        }

        return
        [
            .. entries.Model.Graph.Input.Select(entries.Input).Select(input =>
                new Parameter(original.GetValueOrDefault(input.Name, input.Name), input.Shape)),
        ];
    }
}
