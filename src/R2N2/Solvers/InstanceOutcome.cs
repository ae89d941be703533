namespace R2N2;

/// <summary>How the solution of one instance ended.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="ResidualNorm">‖f(x)‖₂ at the solution.</param>
/// <param name="Iterations">The outer iterations made.</param>
public readonly record struct InstanceOutcome(SolveStatus Status, double ResidualNorm, long Iterations);
