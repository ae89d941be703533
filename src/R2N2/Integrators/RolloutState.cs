namespace R2N2;

/// <summary>What a rollout carries along for every instance.</summary>
/// <param name="Elapsed">The time elapsed since t₀.</param>
/// <param name="State">y, [m].</param>
/// <param name="Status">The <see cref="IntegrationStatus"/> so far, as a number.</param>
/// <typeparam name="T">What an engine calls a tensor.</typeparam>
internal sealed record RolloutState<T>(T Elapsed, T State, T Status);
