namespace R2N2.Inference.Tests;

/// <summary>What an exported solver must return for one instance.</summary>
public sealed record PlainResult(double[] Solution, double ResidualNorm, long Iterations, SolveStatus Status);
