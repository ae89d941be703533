namespace R2N2;

/// <summary>What a safeguard's search found.</summary>
/// <param name="Point">Where the instance goes: the best point, which is the present one where no other is better.</param>
/// <param name="Fallback">Where it goes on if its attempt fails; the norm is NaN where nothing was searched.</param>
/// <param name="RoundingLevel">The norm of f at the present point that rounding errors explain; 0 where it is not known.</param>
/// <typeparam name="T">What an engine calls a tensor.</typeparam>
internal sealed record SafeguardOutcome<T>(SolverPoint<T> Point, SolverPoint<T> Fallback, T RoundingLevel)
    where T : class
{
    /// <summary>What a search tells.</summary>
    public T[] Values => [.. Point.Values, Fallback.F, Fallback.Norm, RoundingLevel];

    /// <summary>The outcome of its values, in the order of <see cref="Values"/>.</summary>
    /// <param name="fallback">x of the fallback.</param>
    /// <param name="values">The values.</param>
    public static SafeguardOutcome<T> Of(T fallback, ReadOnlySpan<T> values) =>
        new(SolverPoint<T>.Of(values), new SolverPoint<T>(fallback, values[3], values[4]), values[5]);

    /// <summary>The outcome where there was no need for a search.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="learned">Where the learned step led.</param>
    /// <param name="fallback">x of the fallback.</param>
    public static SafeguardOutcome<T> Unsearched(IReader<T> reader, SolverPoint<T> learned, T fallback) => new(
        learned,
        new SolverPoint<T>(fallback, learned.F, reader.Constant([double.NaN], Shape.Scalar)),
        reader.Constant([0.0], Shape.Scalar));
}
