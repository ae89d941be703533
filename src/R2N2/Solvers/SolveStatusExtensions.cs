namespace R2N2;

/// <summary>What a status means, in words.</summary>
public static class SolveStatusExtensions
{
    /// <summary>The sentence a person reads.</summary>
    /// <param name="status">A status.</param>
    public static string Describe(this SolveStatus status) => status switch
    {
        SolveStatus.Converged => "The residual norm reached the tolerance.",
        SolveStatus.IterationLimit => "The iteration limit was reached before the tolerance.",
        SolveStatus.Stalled => "The residual norm stopped falling before it reached the tolerance.",
        SolveStatus.NotFinite => "The instance, or an iterate, holds a NaN or infinite number.",
    };
}
