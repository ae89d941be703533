namespace R2N2.Benchmarks.Zoo;

/// <summary>A classical solver in plain C#: one instance after another, in ranges on all processors, without allocations for an instance.</summary>
/// <param name="name">What it is called.</param>
/// <param name="isGeneral">Whether it works for any f; else it knows the structure of this one's Jacobian.</param>
internal abstract class ClassicalPeer(string name, bool isGeneral)
{
    private const int RangesForProcessor = 8;

    /// <summary>What it is called.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it works for any f.</summary>
    public bool IsGeneral { get; } = isGeneral;

    /// <summary>Solves instances.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="solutions">Where the solutions go, one after another.</param>
    /// <returns>How many reached the tolerance.</returns>
    public int Solve(PlainInstances instances, double[] solutions)
    {
        int length = Math.Max(1, instances.Count / (RangesForProcessor * Environment.ProcessorCount));
        int solved = 0;
        Parallel.For(0, (instances.Count + length - 1) / length, range =>
        {
            int first = range * length;
            Interlocked.Add(ref solved, Solve(instances, first, Math.Min(first + length, instances.Count), solutions));
        });
        return solved;
    }

    /// <summary>Solves some of them, on one thread.</summary>
    /// <returns>How many reached the tolerance.</returns>
    protected abstract int Solve(PlainInstances instances, int first, int end, double[] solutions);
}
