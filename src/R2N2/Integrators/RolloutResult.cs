namespace R2N2;

/// <summary>Many steps of every instance.</summary>
/// <param name="Steps">The number of steps.</param>
/// <param name="StateSize">m.</param>
/// <param name="Trajectory">For every instance y₀ and the state after each step, (Steps + 1) · m numbers.</param>
/// <param name="Status">How every instance ended; one that overflows keeps its last finite state.</param>
public sealed record RolloutResult(
    int Steps, int StateSize, ReadOnlyMemory<double> Trajectory, ReadOnlyMemory<IntegrationStatus> Status)
{
    /// <summary>The state of an instance after some steps.</summary>
    /// <param name="instance">Which, from 0.</param>
    /// <param name="step">After how many steps, 0 … <see cref="Steps"/>.</param>
    public ReadOnlyMemory<double> State(int instance, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, Steps);
        return Trajectory.Slice(((instance * (Steps + 1)) + step) * StateSize, StateSize);
    }
}
