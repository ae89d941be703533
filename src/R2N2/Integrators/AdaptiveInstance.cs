namespace R2N2;

/// <summary>What stays of an instance while it is integrated.</summary>
/// <param name="Start">t₀.</param>
/// <param name="Span">The time from there to the end.</param>
/// <param name="Parameters">The family's parameters, in order.</param>
/// <typeparam name="T">What an engine calls a tensor.</typeparam>
internal sealed record AdaptiveInstance<T>(T Start, T Span, IReadOnlyList<T> Parameters);
