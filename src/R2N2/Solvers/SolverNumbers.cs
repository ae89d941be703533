namespace R2N2;

/// <summary>The numbers that the decisions of an iteration depend on.</summary>
/// <param name="AbsoluteTolerance">The residual norm at which an instance is done.</param>
/// <param name="RelativeTolerance">The reduction of it at which an instance is done.</param>
/// <param name="StallRate">The part of the norm that a step may leave without being slow.</param>
/// <param name="SafeguardRate">The part of the norm that a learned step may leave without being replaced.</param>
/// <typeparam name="T">What an engine calls a tensor.</typeparam>
internal sealed record SolverNumbers<T>(T AbsoluteTolerance, T RelativeTolerance, T StallRate, T SafeguardRate)
{
    /// <summary>All of them, in order.</summary>
    public T[] Values => [AbsoluteTolerance, RelativeTolerance, StallRate, SafeguardRate];

    /// <summary>Other values for the same numbers.</summary>
    public SolverNumbers<TOther> Select<TOther>(Func<T, TOther> map) =>
        new(map(AbsoluteTolerance), map(RelativeTolerance), map(StallRate), map(SafeguardRate));
}
