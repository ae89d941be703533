namespace R2N2;

/// <summary>An output that a file has only where its options ask for it: floating-point numbers of every instance.</summary>
/// <param name="Name">Its name by the contract.</param>
/// <param name="Shape">Its shape per instance.</param>
internal sealed record RecordedOutput(string Name, Shape Shape)
{
    /// <summary>Those of a solver.</summary>
    public static RecordedOutput[] Of(SolverDescription description)
    {
        OnnxExportOptions options = description.Options;
        int places = options.IterationLimit!.Value + 1;
        List<RecordedOutput> outputs = [];
        if (options.ResidualHistory)
        {
            outputs.Add(new(SolverOutputs.ResidualHistory, Shape.Vector(places)));
        }

        if (options.Iterates)
        {
            outputs.Add(new(SolverOutputs.Iterates, Shape.Matrix(places, description.StateSize)));
        }

        return [.. outputs];
    }
}
