namespace R2N2;

/// <summary>How the iteration of one instance ended. The numbers are those of exported files.</summary>
public enum SolveStatus
{
    /// <summary>The residual norm is at or below the tolerance.</summary>
    Converged = 0,

    /// <summary>
    /// All iterations were made: the limit was reached before the tolerance, and the best iterate is returned; or, without a
    /// tolerance, as many as were asked for, and the last one is returned.
    /// </summary>
    IterationLimit = 1,

    /// <summary>
    /// The residual norm stopped falling, or not even a <see cref="Safeguard"/> found anything better; the best iterate is returned.
    /// </summary>
    Stalled = 2,

    /// <summary>A number was NaN or infinite, in the instance or while iterating; the best finite iterate is returned, if any.</summary>
    NotFinite = 3,

    /// <summary>
    /// The residual norm stopped falling at the size of rounding errors, before it reached the tolerance: in this precision
    /// nothing better is known than the best iterate, which is returned. Told apart from <see cref="Stalled"/> where there is
    /// a <see cref="Safeguard"/>, which knows how steep f is.
    /// </summary>
    PrecisionLimit = 4,
}
