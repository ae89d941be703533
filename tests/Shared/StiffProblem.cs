namespace R2N2.Reference;

/// <summary>A stiff problem, as a family and once more in plain arithmetic, shared by tests and benchmarks.</summary>
/// <param name="Family">The problem, autonomous.</param>
/// <param name="Start">y₀.</param>
/// <param name="End">The end; it begins at 0.</param>
/// <param name="FirstStep">The step size that is tried first.</param>
/// <param name="Scale">The size of each state, which errors are relative to.</param>
/// <param name="Derivative">f.</param>
/// <param name="Jacobian">∂f/∂y, row by row.</param>
internal sealed record StiffProblem(
    InitialValueFamily Family,
    double[] Start,
    double End,
    double FirstStep,
    double[] Scale,
    Func<double[], double[]> Derivative,
    Func<double[], double[]> Jacobian)
{
    /// <summary>Its name.</summary>
    public string Name => Family.Name;

    /// <summary>y at the end, by an independent method.</summary>
    public double[] Reference => field ??= PlainRadau.Solve(Derivative, Jacobian, Start, End, FirstStep, 1e-11);

    /// <summary>The problem as a batch of one.</summary>
    public InstanceBatch Instance => InstanceBatch.Of(
        1, (IntegratorInputs.State, Start), (IntegratorInputs.StepSize, [FirstStep]), (IntegratorInputs.EndTime, [End]));

    /// <summary>The largest error of a state, relative to its size.</summary>
    public double Error(ReadOnlySpan<double> state)
    {
        double largest = 0;
        for (int i = 0; i < state.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(state[i] - Reference[i]) / Scale[i]);
        }

        return largest;
    }
}
