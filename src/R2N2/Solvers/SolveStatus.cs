namespace R2N2;

/// <summary>How the iteration of one instance ended. The numbers are those of exported files.</summary>
public enum SolveStatus
{
    /// <summary>The residual norm is at or below the tolerance.</summary>
    Converged = 0,

    /// <summary>The iteration limit was reached; the best iterate is returned.</summary>
    IterationLimit = 1,

    /// <summary>
    /// The residual norm stopped falling, or not even a <see cref="Safeguard"/> found anything better; the best iterate is returned.
    /// </summary>
    Stalled = 2,

    /// <summary>A number was NaN or infinite, in the instance or while iterating; the best finite iterate is returned, if any.</summary>
    NotFinite = 3,
}
