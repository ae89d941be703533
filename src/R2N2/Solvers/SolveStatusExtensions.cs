namespace R2N2;

/// <summary>What a status means, in words.</summary>
public static class SolveStatusExtensions
{
    /// <summary>The sentence a person reads.</summary>
    /// <param name="status">A status.</param>
    public static string Describe(this SolveStatus status) => status switch
    {
        SolveStatus.Converged => "The residual norm reached the tolerance.",
        SolveStatus.IterationLimit => "All iterations were made, without reaching a tolerance or without one to reach.",
        SolveStatus.Stalled => "The residual norm stopped falling before it reached the tolerance.",
        SolveStatus.PrecisionLimit =>
            "The residual norm stopped falling at the size of rounding errors, before it reached the tolerance.",
        SolveStatus.NotFinite => "The instance, or an iterate, holds a NaN or infinite number.",
    };
}
