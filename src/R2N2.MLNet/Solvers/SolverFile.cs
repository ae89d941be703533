using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>An exported solver as pipelines see it: what goes in, what comes out, and how it is opened.</summary>
internal sealed class SolverFile
{
    private SolverFile()
    {
    }

    /// <summary>The bytes.</summary>
    public required byte[] Model { get; init; }

    /// <summary>The name of the problem family.</summary>
    public required string FamilyName { get; init; }

    /// <summary>What it reads of an instance, in the order of the file, by the family's names.</summary>
    public required IReadOnlyList<Parameter> Inputs { get; init; }

    /// <summary>What it adds to an instance, in the order of the file.</summary>
    public required IReadOnlyList<OutputColumn> Outputs { get; init; }

    /// <summary>What an input is, in words, by its name.</summary>
    public required Func<string, string> Role { get; init; }

    /// <summary>Opens it, given what computes; fails where a native library is missing, or the GPU asked for cannot be used.</summary>
    public required Func<InferenceOptions, BatchRunner> Open { get; init; }

    /// <summary>Columns in double precision with the names in the file: what ML.NET's ApplyOnnxModel makes of it.</summary>
    public required OnnxColumns ColumnsByName { get; init; }

    /// <summary>Reads what a file says about itself.</summary>
    /// <param name="model">The bytes of an exported solver or integrator.</param>
    /// <param name="source">What they are, for messages.</param>
    /// <exception cref="OnnxFormatException">This library did not export them.</exception>
    /// <exception cref="ArgumentException">It is an integrator's rollout, which fits no column.</exception>
    public static SolverFile Read(byte[] model, string source)
    {
        var metadata = MetadataReader.Of(model, source);
        if (metadata.Has(MetadataKeys.IntegratorForm))
        {
            IntegratorDescription integrator = IntegratorMetadata.Read(metadata);
            RequireFixedSize(integrator);
            IReadOnlyList<OutputColumn> steps = ColumnsOf(BatchSignature.Of(integrator));
            return new SolverFile
            {
                Model = model,
                FamilyName = integrator.FamilyName,
                Inputs = integrator.Inputs,
                Outputs = steps,
                Role = InputRole.InIntegrators,
                Open = options => OnnxIntegrator.Load(model, options).Runner,
                ColumnsByName = ByName(metadata, integrator.Inputs, steps),
            };
        }

        SolverDescription solver = metadata.Describe(SolverDescriptionReader.Read);
        IReadOnlyList<OutputColumn> results = ColumnsOf(BatchSignature.Of(solver));
        return new SolverFile
        {
            Model = model,
            FamilyName = solver.FamilyName,
            Inputs = solver.Inputs,
            Outputs = results,
            Role = name => InputRole.InEquations(name, solver.InitialGuessName),
            Open = options => OnnxSolver.Load(model, options).Runner,
            ColumnsByName = ByName(metadata, solver.Inputs, results),
        };
    }

    /// <summary>Whether columns bring as many numbers as the file takes, and there are columns for all that it gives.</summary>
    public bool Fits(OnnxColumns columns) =>
        columns.Outputs.Count == Outputs.Count
        && columns.Inputs.Select(read => read.Sum(column => (long)column.Size)).SequenceEqual(Inputs.Select(input => (long)input.Shape.Size));

    private static OutputColumn[] ColumnsOf(BatchSignature signature) => [.. signature.Outputs.Select(output =>
        new OutputColumn(output.Name, output.Shape.Size, output.IsInteger, output.Shape.Dimensions.ToArray()))];

    private static void RequireFixedSize(IntegratorDescription integrator)
    {
        if (integrator.Options.Form == IntegratorForm.Rollout)
        {
            throw new ArgumentException(
                $"The integrator of the family '{integrator.FamilyName}' was exported as {integrator.Options.Form}, whose trajectories "
                + $"have no fixed length and fit no column. Export it as {IntegratorForm.Step} or {IntegratorForm.Adaptive}.");
        }
    }

    private static OnnxColumns ByName(MetadataReader metadata, IReadOnlyList<Parameter> inputs, IReadOnlyList<OutputColumn> outputs) => new(
        [.. inputs.Zip(metadata.Model.Graph.Input, (input, inFile) =>
            (OnnxColumn[])[new OnnxColumn(inFile.Name, input.Shape.Size, IsSingle: false)])],
        [.. outputs.Zip(metadata.Model.Graph.Output, (_, inFile) => inFile.Name)]);
}
