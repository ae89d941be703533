namespace R2N2;

/// <summary>A point that an iteration may go to.</summary>
/// <param name="X">The point, [m].</param>
/// <param name="F">f there, [m].</param>
/// <param name="Norm">‖f‖₂ there; NaN where the point is not finite.</param>
internal sealed record Candidate(Expression X, Expression F, Expression Norm);
