namespace R2N2.MLNet;

/// <summary>What the inputs of solvers are, in words.</summary>
internal static class InputRole
{
    /// <summary>An input of an equation solver.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="guess">The name of the initial guess; null where it is not an input.</param>
    public static string InEquations(string name, string? guess) =>
        name == guess ? $"the initial guess '{name}'" : $"the parameter '{name}'";

    /// <summary>An input of an integrator.</summary>
    /// <param name="name">Its name.</param>
    public static string InIntegrators(string name) => name switch
    {
        IntegratorInputs.State => "the state",
        IntegratorInputs.StepSize => "the step size",
        IntegratorInputs.Time => "the time",
        IntegratorInputs.EndTime => "the time to integrate to",
        _ => $"the parameter '{name}'",
    };
}
