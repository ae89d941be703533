namespace R2N2.Onnx;

/// <summary>Reads whole networks back out of exported files.</summary>
internal static class NetworkReader
{
    /// <summary>Reads a solver.</summary>
    public static R2N2Network Read(ExportedFile exported) => Read(exported, SolverDescriptionReader.Read(exported));

    /// <summary>Reads a solver whose description is read already.</summary>
    public static R2N2Network Read(ExportedFile exported, SolverDescription description)
    {
        return exported.Read(file =>
        {
            StoredFunction f = file.Function;
            Parameter[] parameters = [.. f.Inputs.Skip(1)];
            EquationFamily family = new(
                description.FamilyName,
                description.StateSize,
                parameters,
                (x, p) => f.Record([x, .. parameters.Select(parameter => p[parameter.Name])]),
                SolverDescriptionReader.ReadGuess(file, parameters));
            return new R2N2Network(family, description.Superstructure, description.Coefficients)
            {
                OuterIterations = description.OuterIterations,
                TrainingLoss = description.TrainingLoss,
                Verdict = description.Verdict,
            };
        });
    }
}
