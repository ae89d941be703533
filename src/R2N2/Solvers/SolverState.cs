namespace R2N2;

/// <summary>What an iteration with a tolerance carries along for every instance. Counts are whole numbers.</summary>
/// <param name="X">The iterate, [m].</param>
/// <param name="F">f there, [m].</param>
/// <param name="Norm">‖f‖₂ there.</param>
/// <param name="BestX">The best iterate so far, [m].</param>
/// <param name="BestNorm">‖f‖₂ there.</param>
/// <param name="Iterations">How many iterations the instance took.</param>
/// <param name="Slow">How many iterations in a row were slow.</param>
/// <param name="Status">The <see cref="SolveStatus"/> that the instance ended with; negative while it goes on.</param>
/// <typeparam name="T">What an engine calls a tensor.</typeparam>
internal sealed record SolverState<T>(T X, T F, T Norm, T BestX, T BestNorm, T Iterations, T Slow, T Status)
{
    /// <summary>What each of them is called, in the order of <see cref="Values"/>.</summary>
    public static IReadOnlyList<string> Labels { get; } =
        ["x", "f", "norm", "best_x", "best_norm", "iterations", "slow_in_a_row", "status"];

    /// <summary>All of them, in order.</summary>
    public T[] Values => [X, F, Norm, BestX, BestNorm, Iterations, Slow, Status];

    /// <summary>The state of its values, in the order of <see cref="Values"/>.</summary>
    public static SolverState<T> Of(ReadOnlySpan<T> values) => new(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7]);

    /// <summary>The same without the best iterate, where that is the present one.</summary>
    public T[] ValuesOfMonotone => [X, F, Norm, Iterations, Slow, Status];

    /// <summary>The state of its values, in the order of <see cref="ValuesOfMonotone"/>.</summary>
    public static SolverState<T> OfMonotone(ReadOnlySpan<T> values) => new(
        values[0], values[1], values[2], values[0], values[2], values[3], values[4], values[5]);
}
