namespace R2N2;

/// <summary>States of reference, and how good they are.</summary>
/// <param name="Steps">K, the largest number of steps.</param>
/// <param name="StateSize">m.</param>
/// <param name="States">The states after each step, K · m numbers for every instance; NaN from where one left the finite numbers.</param>
/// <param name="Errors">
/// For every instance the largest difference to a solution with half as many smaller steps, relative to the way that the state
/// has gone; infinite where there is no solution.
/// </param>
/// <param name="IsAccurate">Whether an instance's states are of reference quality.</param>
internal sealed record ReferenceSolution(int Steps, int StateSize, double[] States, double[] Errors, bool[] IsAccurate)
{
    /// <summary>The state of an instance after some steps, 1 … K.</summary>
    public ReadOnlySpan<double> State(int instance, int step) =>
        States.AsSpan(((instance * Steps) + step - 1) * StateSize, StateSize);
}
