namespace R2N2;

/// <summary>The names of what an exported equation solver returns for every instance.</summary>
public static class SolverOutputs
{
    /// <summary>x, a vector [m].</summary>
    public const string Solution = "Solution";

    /// <summary>‖f(x)‖₂ at the returned x.</summary>
    public const string ResidualNorm = "ResidualNorm";

    /// <summary>The number of outer iterations the instance took.</summary>
    public const string Iterations = "Iterations";

    /// <summary>How it ended, a <see cref="SolveStatus"/>.</summary>
    public const string Status = "Status";

    /// <summary>All of them, in the order of the exported file.</summary>
    public static IReadOnlyList<string> Names { get; } = [Solution, ResidualNorm, Iterations, Status];
}
