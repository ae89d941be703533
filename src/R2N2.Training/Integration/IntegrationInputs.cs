namespace R2N2.Training;

/// <summary>What instances of an initial-value problem bring along besides their states, by name.</summary>
/// <param name="Time">t₀, the constant 0 for a family that does without.</param>
/// <param name="StepSize">h; null where the loss takes no step.</param>
/// <param name="Parameters">The family's parameters, in order.</param>
/// <typeparam name="T">What the reader reads.</typeparam>
internal sealed record IntegrationInputs<T>(T Time, T? StepSize, IReadOnlyList<T> Parameters)
    where T : class
{
    /// <summary>Finds them among what a pass holds.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="columns">The inputs that the pass holds, in order; the state, one of them, it holds by itself.</param>
    /// <param name="pass">The pass.</param>
    public static IntegrationInputs<T> Of(InitialValueFamily family, IEnumerable<Parameter> columns, Pass<T> pass)
    {
        Dictionary<string, T> inputs = columns.Where(column => column.Name != IntegratorInputs.State)
            .Zip(pass.Parameters)
            .ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
        return new IntegrationInputs<T>(
            family.IsAutonomous ? pass.Reader.Constant([0.0], Shape.Scalar) : inputs[IntegratorInputs.Time],
            inputs.GetValueOrDefault(IntegratorInputs.StepSize),
            [.. family.Parameters.Select(parameter => inputs[parameter.Name])]);
    }
}
