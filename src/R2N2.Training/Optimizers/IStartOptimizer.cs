namespace R2N2.Training;

/// <summary>Improves many starts together, an iteration at a time.</summary>
internal interface IStartOptimizer
{
    /// <summary>Meets starts where they are, as a new problem.</summary>
    void Begin(IReadOnlyList<LeastSquaresStart> starts);

    /// <summary>One iteration of every active start; sets <see cref="LeastSquaresStart.Stop"/> where one has ended.</summary>
    void Step(IReadOnlyList<LeastSquaresStart> starts);
}
