namespace R2N2.Onnx;

/// <summary>Reads whole integrators back out of exported files.</summary>
internal static class IntegratorReader
{
    /// <summary>Reads an integrator.</summary>
    public static R2N2Integrator Read(ExportedFile exported) => Read(exported, IntegratorDescriptionReader.Read(exported));

    /// <summary>Reads an integrator whose description is read already.</summary>
    public static R2N2Integrator Read(ExportedFile exported, IntegratorDescription description)
    {
        return exported.Read(file =>
        {
            StoredFunction f = file.Function;
            Parameter[] parameters = [.. f.Inputs.Skip(2)];
            InitialValueFamily family = new(
                description.FamilyName,
                description.StateSize,
                parameters,
                (t, y, p) => f.Record([t, y, .. parameters.Select(parameter => p[parameter.Name])]));
            RequireTime(file, family, description);
            return new R2N2Integrator(family, description.Tableau) { TrainingLoss = description.TrainingLoss };
        });
    }

    private static void RequireTime(ExportedFile file, InitialValueFamily family, IntegratorDescription description)
    {
        IReadOnlyList<Parameter> inputs = [.. IntegratorContract.Inputs(description.Options.Form, family.Inputs)
            .Where(input => input.Batch.Count > 0).Select(input => new Parameter(input.Name, input.Shape))];
        if (!inputs.SequenceEqual(description.Inputs))
        {
            throw file.Failure(
                $"contradicts itself: its f {(family.IsAutonomous ? "does without" : "depends on")} the time; its graph takes "
                + $"{string.Join(", ", description.Inputs)}.");
        }
    }
}
