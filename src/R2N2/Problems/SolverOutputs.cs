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

    /// <summary>‖f(x_k)‖₂ for k = 0 … K, a vector [K + 1]; only where <see cref="SolverExportOptions.ResidualHistory"/> asks for it.</summary>
    public const string ResidualHistory = "ResidualHistory";

    /// <summary>x_k for k = 0 … K, a matrix [K + 1, m]; only where <see cref="SolverExportOptions.Iterates"/> asks for it.</summary>
    public const string Iterates = "Iterates";

    /// <summary>Those of every exported file, in its order.</summary>
    public static IReadOnlyList<string> Names { get; } = [Solution, ResidualNorm, Iterations, Status];
}
