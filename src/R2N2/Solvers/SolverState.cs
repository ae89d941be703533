namespace R2N2;

/// <summary>What an iteration with a tolerance carries along for every instance. Counts are whole numbers.</summary>
/// <param name="X">The iterate, [m].</param>
/// <param name="F">f there, [m].</param>
/// <param name="Norm">‖f‖₂ there.</param>
/// <param name="BestX">The best iterate so far, [m]; with a safeguard that where the instance ends, which is X there.</param>
/// <param name="BestNorm">‖f‖₂ there.</param>
/// <param name="Iterations">How many iterations the instance took.</param>
/// <param name="Slow">How many iterations in a row were slow.</param>
/// <param name="Status">The <see cref="SolveStatus"/> that the instance ended with; negative while it goes on.</param>
/// <param name="Fallback">
/// With further attempts: where the instance goes on if its attempt fails, [m]: x₀ in the first, the best iterate in the second.
/// </param>
/// <param name="Attempt">With further attempts: the number of its attempt, from 0, as <see cref="Safeguard"/> has them.</param>
/// <typeparam name="T">What an engine calls a tensor.</typeparam>
internal sealed record SolverState<T>(
    T X, T F, T Norm, T BestX, T BestNorm, T Iterations, T Slow, T Status, T? Fallback = null, T? Attempt = null)
    where T : class
{
    /// <summary>What each of them is called, in order.</summary>
    public static SolverState<string> Labels { get; } =
        new("x", "f", "norm", "best_x", "best_norm", "iterations", "slow_in_a_row", "status", "fallback", "attempt");

    /// <summary>Where the instance is.</summary>
    public SolverPoint<T> Point => new(X, F, Norm);

    /// <summary>Those that there are without a safeguard.</summary>
    public T[] ValuesOfUnguarded => [X, F, Norm, BestX, BestNorm, Iterations, Slow, Status];

    /// <summary>Those that there are with a safeguard.</summary>
    public T[] ValuesOfSafeguarded => [X, F, Norm, Iterations, Slow, Status];

    /// <summary>Those that there are with a safeguard and further attempts.</summary>
    public T[] ValuesOfAttempts => [.. ValuesOfSafeguarded, Fallback!, Attempt!];

    /// <summary>The state of its values, in the order of <see cref="ValuesOfUnguarded"/>.</summary>
    /// <param name="values">The values.</param>
    public static SolverState<T> OfUnguarded(ReadOnlySpan<T> values) => new(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7]);

    /// <summary>The state of its values, in the order of <see cref="ValuesOfSafeguarded"/>.</summary>
    /// <param name="values">The values.</param>
    public static SolverState<T> OfSafeguarded(ReadOnlySpan<T> values) => new(
        values[0], values[1], values[2], values[0], values[2], values[3], values[4], values[5]);

    /// <summary>The state of its values, in the order of <see cref="ValuesOfAttempts"/>.</summary>
    /// <param name="values">The values.</param>
    public static SolverState<T> OfAttempts(ReadOnlySpan<T> values) =>
        OfSafeguarded(values) with { Fallback = values[6], Attempt = values[7] };
}
