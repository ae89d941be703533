namespace R2N2.Onnx;

/// <summary>What an iteration ends with, by names of values.</summary>
/// <param name="Solution">[N, m].</param>
/// <param name="ResidualNorm">[N].</param>
/// <param name="Iterations">[N], integers.</param>
/// <param name="Status">[N], integers: <see cref="SolveStatus"/>.</param>
internal sealed record SolverResult(string Solution, string ResidualNorm, string Iterations, string Status)
{
    /// <summary>[N, K + 1], where it is asked for.</summary>
    public string? ResidualHistory { get; init; }

    /// <summary>[N, K + 1, m], where it is asked for.</summary>
    public string? Iterates { get; init; }
}
