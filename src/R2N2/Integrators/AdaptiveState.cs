namespace R2N2;

/// <summary>What an adaptive integration carries along for every instance. Counts are whole numbers.</summary>
/// <param name="Elapsed">The time elapsed since t₀.</param>
/// <param name="State">y, [m].</param>
/// <param name="Stage">f there, [m].</param>
/// <param name="StepSize">The step size that is tried next.</param>
/// <param name="Error">The error of the last accepted step, relative to the tolerance.</param>
/// <param name="Accepted">How many steps were accepted.</param>
/// <param name="Rejected">How many steps were rejected.</param>
/// <param name="Status">The <see cref="IntegrationStatus"/> that the instance ended with; negative while it is under way.</param>
/// <typeparam name="T">What an engine calls a tensor.</typeparam>
internal sealed record AdaptiveState<T>(
    T Elapsed, T State, T Stage, T StepSize, T Error, T Accepted, T Rejected, T Status)
{
    /// <summary>What each of them is called, in the order of <see cref="Values"/>.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["elapsed", "y", "v", "h", "error", "accepted", "rejected", "status"];

    /// <summary>All of them, in order.</summary>
    public T[] Values => [Elapsed, State, Stage, StepSize, Error, Accepted, Rejected, Status];

    /// <summary>The state of its values, in the order of <see cref="Values"/>.</summary>
    public static AdaptiveState<T> Of(ReadOnlySpan<T> values) => new(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7]);
}
