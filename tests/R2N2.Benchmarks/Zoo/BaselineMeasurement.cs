namespace R2N2.Benchmarks.Zoo;

/// <summary>
/// The classical methods that an evaluation compares a solver with, beside the same methods in plain C#: what a comparison is worth.
/// </summary>
internal static class BaselineMeasurement
{
    private const int Seed = 2;
    private const int SampleSeed = 3;
    private const int Samples = 64;
    private const string Expected = "<= 1.3";

    // The limits of the methods in plain C#.
    private const int NewtonLimit = 100;
    private const int ChordLimit = 200;

    /// <summary>Measures both methods on a family.</summary>
    /// <param name="figures">Where the figures go.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="entry">The family.</param>
    public static void Measure(Figures figures, string name, ZooEntry entry)
    {
        int m = entry.Family.StateSize;
        InstanceBatch sample = entry.Draw(Math.Min(Samples, MeanJacobian.InstancesFor(m)), SampleSeed);
        ClassicalPeer[] peers = entry.Peers(sample);
        Newton newton = new() { AbsoluteTolerance = entry.Tolerance, IterationLimit = NewtonLimit };
        Add(figures, $"{name}.evaluateNewton", entry, newton, peers.Single(peer => peer.Name == "Newton"));
        if (MeanJacobian.Of(entry.Family, sample) is { } mean)
        {
            Chord chord = new(mean) { AbsoluteTolerance = entry.Tolerance, IterationLimit = ChordLimit };
            Add(figures, $"{name}.evaluateChord", entry, chord, peers.Single(peer => peer.Name == "chord"));
        }
    }

    // The ratio of times says something where both solve the same instances.
    private static void Add(Figures figures, string name, ZooEntry entry, ClassicalSolver method, ClassicalPeer peer)
    {
        InstanceBatch instances = ZooMeasurement.Some(entry, peer, entry.Draw(ZooMeasurement.RowsOf(entry), Seed));
        PlainInstances plain = new(entry.Family, instances);
        var solutions = new double[instances.Count * entry.Family.StateSize];
        double solved = 0, solvedByPeer = 0;
        double[] medians = ZooMeasurement.Medians(
            entry.Family.StateSize,
            [
                () => solved = ZooMeasurement.Share(method.Solve(entry.Family, instances)),
                () => solvedByPeer = (double)peer.Solve(plain, solutions) / instances.Count,
            ]);
        figures.Add($"{name}.microseconds", medians[0] / instances.Count);
        figures.Add($"{name}.solvedShare", solved, $"{solvedByPeer:G6} by the peer");
        figures.Add($"{name}.ratio", medians[0] / medians[1], Expected);
        Figures.Note($"{name}: {medians[0] / instances.Count:G4} µs, {medians[0] / medians[1]:G3} times plain C#; solved {solved:P1}, by the peer {solvedByPeer:P1}");
    }
}
