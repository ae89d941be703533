using System.Globalization;

namespace R2N2.Onnx;

/// <summary>Reads whole networks back out of exported files.</summary>
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
            var f = StoredFunction.Of(entries, description.LibraryVersion, leadingInputs: 1);
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
}
