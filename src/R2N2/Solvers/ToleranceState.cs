namespace R2N2.Onnx;

/// <summary>What an iteration with a tolerance carries along, by names of values; all but x and f are [N].</summary>
/// <param name="X">The iterate, [N, m].</param>
/// <param name="F">f there, [N, m].</param>
/// <param name="Norm">‖f‖₂ there.</param>
/// <param name="BestX">The best iterate so far, [N, m].</param>
/// <param name="BestNorm">‖f‖₂ there.</param>
/// <param name="Active">Whether the instance goes on.</param>
/// <param name="Iterations">How many iterations the instance took.</param>
/// <param name="Slow">How many iterations in a row were slow.</param>
/// <param name="Status">How the instance ended, or that it is at the limit if nothing else happens.</param>
internal sealed record ToleranceState(
    string X, string F, string Norm, string BestX, string BestNorm, string Active, string Iterations, string Slow, string Status)
{
    /// <summary>All of them, in order.</summary>
    public string[] Values => [X, F, Norm, BestX, BestNorm, Active, Iterations, Slow, Status];

    /// <summary>The state with the given values, in the order of <see cref="Values"/>.</summary>
    public static ToleranceState Of(string[] values) => new(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8]);
}
