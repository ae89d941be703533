namespace R2N2.Benchmarks.Zoo;

/// <summary>What was measured of a family.</summary>
/// <param name="Entry">The family.</param>
/// <param name="Winner">The candidate that the default search chose.</param>
/// <param name="FitSeconds">How long it took.</param>
/// <param name="SolvedShare">The share of fresh instances that reached the tolerance.</param>
/// <param name="SolvedUnguarded">The same without the safeguard.</param>
/// <param name="Evaluations">Evaluations of f of an instance, on average.</param>
/// <param name="Microseconds">Wall time an instance, vectorised.</param>
/// <param name="OnnxMicroseconds">The same in ONNX Runtime.</param>
/// <param name="Peers">The classical solvers.</param>
internal sealed record ZooResult(
    ZooEntry Entry,
    string Winner,
    double FitSeconds,
    double SolvedShare,
    double SolvedUnguarded,
    double Evaluations,
    double Microseconds,
    double OnnxMicroseconds,
    IReadOnlyList<PeerTime> Peers)
{
    // Shares that differ by less are equal.
    private const double Difference = 0.001;

    /// <summary>The fastest of those that work for any f and solve the most.</summary>
    public PeerTime Classical => Fastest(Peers.Where(peer => peer.IsGeneral));

    /// <summary>The fastest of those that know this f's structure; null where there is none.</summary>
    public PeerTime? Structured => Peers.Any(peer => !peer.IsGeneral) ? Fastest(Peers.Where(peer => !peer.IsGeneral)) : null;

    /// <summary>How many times faster the learned solver is than <see cref="Classical"/>.</summary>
    public double Ratio => Classical.Microseconds / Microseconds;

    private static PeerTime Fastest(IEnumerable<PeerTime> peers)
    {
        PeerTime[] all = [.. peers];
        double most = all.Max(peer => peer.SolvedShare);
        return all.Where(peer => peer.SolvedShare >= most - Difference).MinBy(peer => peer.Microseconds)!;
    }
}
