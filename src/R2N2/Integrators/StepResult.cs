namespace R2N2;

/// <summary>One step of every instance.</summary>
/// <param name="NextState">y' of all instances, one after another, m numbers each; not finite where it overflows, or the instance's numbers are not.</param>
/// <param name="ErrorEstimate">The estimated local error, likewise; empty where the method has no embedded row.</param>
public sealed record StepResult(ReadOnlyMemory<double> NextState, ReadOnlyMemory<double> ErrorEstimate);
