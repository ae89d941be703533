namespace R2N2.Onnx;

/// <summary>Reads whole integrators back out of exported files.</summary>
internal static class IntegratorReader
{
    /// <summary>Reads an integrator.</summary>
    /// <param name="model">The bytes.</param>
    /// <param name="source">What they are, for messages.</param>
    public static R2N2Integrator Read(ReadOnlyMemory<byte> model, string source)
    {
        MetadataReader file = MetadataReader.Of(model, source);
        IntegratorDescription description = IntegratorMetadata.Read(file);
        return file.Describe(entries =>
        {
            var f = StoredFunction.Of(entries, description.LibraryVersion, leadingInputs: 2);
            InitialValueFamily family = new(
                description.FamilyName,
                description.StateSize,
                [.. f.Inputs.Skip(2)],
                (t, y, p) => f.Record([t, y, .. f.Inputs.Skip(2).Select(parameter => p[parameter.Name])]));
            return new R2N2Integrator(family, description.Tableau) { TrainingLoss = description.TrainingLoss };
        });
    }
}
