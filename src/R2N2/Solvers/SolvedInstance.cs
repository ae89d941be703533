namespace R2N2;

/// <summary>The result of one instance.</summary>
/// <param name="Solution">x, one number for every unknown.</param>
/// <param name="ResidualNorm">‖f(x)‖₂ there; NaN or infinite where the instance was not finite to begin with.</param>
/// <param name="Iterations">How many outer iterations it took.</param>
/// <param name="Status">How it ended.</param>
public readonly record struct SolvedInstance(
    ReadOnlyMemory<double> Solution, double ResidualNorm, long Iterations, SolveStatus Status);
