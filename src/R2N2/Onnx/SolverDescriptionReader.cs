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
        if (entries.Has(IntegratorMetadata.Form))
        {
            throw entries.Failure($"is an integrator, not a solver of equations; read it with {nameof(IntegratorDescription)} or {nameof(R2N2Integrator)}.");
        }

        Superstructure superstructure = new(
            entries.Integer(SolverMetadata.InnerIterations), Generation.Parse(entries.Entry(SolverMetadata.Generation)));
        _ = entries.Named<AssemblyModule>(SolverMetadata.Assembly);
        var coefficients = Coefficients.Parse(entries.Entry(SolverMetadata.Coefficients));
        if (coefficients.Order != superstructure.InnerIterations)
        {
            throw entries.Failure(
                $"says n = {superstructure.InnerIterations}, but holds coefficients for n = {coefficients.Order}.");
        }

        return new SolverDescription
        {
            FamilyName = entries.Entry(SolverMetadata.Family),
            StateSize = entries.Integer(SolverMetadata.StateSize),
            Inputs = [.. entries.Model.Graph.Input.Select(entries.Input)],
            InitialGuessName = entries.Has(SolverMetadata.InitialGuess) ? entries.Entry(SolverMetadata.InitialGuess) : null,
            Superstructure = superstructure,
            Coefficients = coefficients,
            OuterIterations = entries.Integer(SolverMetadata.OuterIterations),
            TrainingLoss = entries.Number(SolverMetadata.TrainingLoss),
            LibraryVersion = entries.Entry(SolverMetadata.LibraryVersion),
            Options = new OnnxExportOptions
            {
                AbsoluteTolerance = entries.Number(SolverMetadata.AbsoluteTolerance),
                RelativeTolerance = entries.Number(SolverMetadata.RelativeTolerance),
                IterationLimit = entries.Integer(SolverMetadata.IterationLimit),
                Form = entries.Named<IterationForm>(SolverMetadata.Form),
                StallRate = entries.RequiredNumber(SolverMetadata.StallRate),
                StallLimit = entries.Integer(SolverMetadata.StallLimit),
                Precision = entries.Named<OnnxPrecision>(SolverMetadata.Precision),
            },
        };
    }
}
