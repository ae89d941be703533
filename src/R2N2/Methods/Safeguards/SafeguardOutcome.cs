namespace R2N2;

/// <summary>What a safeguard's search found.</summary>
/// <param name="Point">Where the instance goes: the best point, which is the present one where no other is better.</param>
/// <param name="RoundingLevel">The norm of f at the present point that rounding errors explain; 0 where it is not known.</param>
/// <param name="Fallback">
/// Where it goes on if its attempt fails; null where there are no further attempts. The norm is NaN where nothing was searched.
/// </param>
/// <typeparam name="T">What an engine calls a tensor.</typeparam>
internal sealed record SafeguardOutcome<T>(SolverPoint<T> Point, T RoundingLevel, SolverPoint<T>? Fallback)
    where T : class
{
    /// <summary>What a search tells.</summary>
    public T[] Values => [.. Point.Values, RoundingLevel, .. Fallback is null ? Array.Empty<T>() : [Fallback.F, Fallback.Norm]];

    /// <summary>The outcome of its values, in the order of <see cref="Values"/>.</summary>
    /// <param name="fallback">x of the fallback; null where there is none.</param>
    /// <param name="values">The values.</param>
    public static SafeguardOutcome<T> Of(T? fallback, ReadOnlySpan<T> values) => new(
        SolverPoint<T>.Of(values), values[3], fallback is null ? null : new SolverPoint<T>(fallback, values[4], values[5]));

    /// <summary>The outcome where there was no need for a search.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="learned">Where the learned step led.</param>
    /// <param name="fallback">x of the fallback; null where there is none.</param>
    public static SafeguardOutcome<T> Unsearched(IReader<T> reader, SolverPoint<T> learned, T? fallback) => new(
        learned,
        reader.Constant([0.0], Shape.Scalar),
        fallback is null ? null : new SolverPoint<T>(fallback, learned.F, reader.Constant([double.NaN], Shape.Scalar)));
}
