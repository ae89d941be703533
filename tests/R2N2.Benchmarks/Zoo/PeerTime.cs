namespace R2N2.Benchmarks.Zoo;

/// <summary>How a classical solver did.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsGeneral">Whether it works for any f.</param>
/// <param name="SolvedShare">The share of instances that reached the tolerance.</param>
/// <param name="Microseconds">Wall time an instance.</param>
internal sealed record PeerTime(string Name, bool IsGeneral, double SolvedShare, double Microseconds);
