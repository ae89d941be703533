namespace R2N2;

/// <summary>A point that an iteration is at, or may go to.</summary>
/// <param name="X">x, [m].</param>
/// <param name="F">f(x), [m].</param>
/// <param name="Norm">‖f(x)‖₂; NaN where x is not finite.</param>
/// <typeparam name="T">What an engine calls a tensor.</typeparam>
internal sealed record SolverPoint<T>(T X, T F, T Norm)
{
    /// <summary>The parts.</summary>
    public T[] Values => [X, F, Norm];

    /// <summary>The point of its parts, in the order of <see cref="Values"/>.</summary>
    public static SolverPoint<T> Of(ReadOnlySpan<T> values) => new(values[0], values[1], values[2]);
}
