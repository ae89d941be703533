using System.Globalization;

namespace R2N2.Onnx;

/// <summary>Reads whole networks and integrators back out of exported files.</summary>
internal static class NetworkReader
{
    /// <summary>Reads a solver.</summary>
    /// <param name="model">The bytes.</param>
    /// <param name="source">What they are, for messages.</param>
    public static R2N2Network Read(ReadOnlyMemory<byte> model, string source)
    {
        MetadataReader file = MetadataReader.Of(model, source);
        SolverDescription description = file.Describe(SolverDescriptionReader.Read);
        return file.Describe(entries =>
        {
            StoredFunction f = Function(entries, description.LibraryVersion);
            Require(f, 1);
            InitialGuess guess = description.InitialGuessName is { } name ? InitialGuess.Given(name) : InitialGuess.Constant(
                [.. entries.Entry(SolverMetadata.InitialPoint).Split(' ')
                    .Select(text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))]);
            EquationFamily family = new(
                description.FamilyName,
                description.StateSize,
                [.. f.Inputs.Skip(1)],
                (x, p) => f.Record([x, .. f.Inputs.Skip(1).Select(parameter => p[parameter.Name])]),
                guess);
            return new R2N2Network(family, description.Superstructure, description.Coefficients)
            {
                OuterIterations = description.OuterIterations,
                TrainingLoss = description.TrainingLoss,
            };
        });
    }

    /// <summary>Reads an integrator.</summary>
    /// <param name="model">The bytes.</param>
    /// <param name="source">What they are, for messages.</param>
    public static R2N2Integrator ReadIntegrator(ReadOnlyMemory<byte> model, string source)
    {
        MetadataReader file = MetadataReader.Of(model, source);
        IntegratorDescription description = IntegratorMetadata.Read(file);
        return file.Describe(entries =>
        {
            StoredFunction f = Function(entries, description.LibraryVersion);
            Require(f, 2);
            InitialValueFamily family = new(
                description.FamilyName,
                description.StateSize,
                [.. f.Inputs.Skip(2)],
                (t, y, p) => f.Record([t, y, .. f.Inputs.Skip(2).Select(parameter => p[parameter.Name])]));
            return new R2N2Integrator(family, description.Tableau) { TrainingLoss = description.TrainingLoss };
        });
    }

    private static StoredFunction Function(MetadataReader entries, string version) => entries.Has(SolverMetadata.Function)
        ? new StoredFunction(entries.Entry(SolverMetadata.Function), entries.Model.Graph)
        : throw entries.Failure(
            $"was written by version {version} of the library in a form that does not hold f (no metadata entry "
            + $"'{SolverMetadata.Function}'); it runs, but cannot become a network again. Export the network with this version.");

    private static void Require(StoredFunction f, int inputs)
    {
        if (f.Inputs.Count < inputs)
        {
            throw new FormatException($"the metadata entry '{SolverMetadata.Function}' declares {f.Inputs.Count} inputs; there must be {inputs}.");
        }
    }
}
