namespace R2N2.Benchmarks.Zoo;

/// <summary>A family with its classical solvers, whatever the type of its equations.</summary>
internal sealed class ZooEntry
{
    private readonly Func<int, Random, InstanceBatch> _draw;
    private readonly Func<double, PlainInstances, ClassicalPeer[]> _peers;
    private readonly Func<PlainInstances, int, double[], double> _norm;

    private ZooEntry(
        string name,
        EquationFamily family,
        Func<int, Random, InstanceBatch> draw,
        Func<double, PlainInstances, ClassicalPeer[]> peers,
        Func<PlainInstances, int, double[], double> norm) =>
        (Name, Family, _draw, _peers, _norm) = (name, family, draw, peers, norm);

    /// <summary>What its figures are called.</summary>
    public string Name { get; }

    /// <summary>The family, as a user of the library writes it.</summary>
    public EquationFamily Family { get; }

    /// <summary>‖f(x)‖₂ at which an instance has converged.</summary>
    public double Tolerance { get; init; } = new SolverExportOptions().AbsoluteTolerance!.Value;

    /// <summary>Takes equations, with peers that know their structure beside the general ones.</summary>
    /// <param name="equations">The equations.</param>
    /// <param name="structured">Makes such a peer of equations and a tolerance.</param>
    public static ZooEntry Of<T>(T equations, params Func<T, double, ClassicalPeer>[] structured)
        where T : struct, IZooEquations => new(
            equations.Name,
            equations.Family,
            equations.Draw,
            (tolerance, sample) =>
            [
                new DenseNewtonPeer<T>(equations, tolerance, isDamped: false),
                new DenseNewtonPeer<T>(equations, tolerance, isDamped: true),
                new ChordPeer<T>(equations, tolerance, sample),
                .. structured.Select(make => make(equations, tolerance)),
            ],
            (instances, instance, solutions) => Norm(equations, instances, instance, solutions));

    /// <summary>Draws instances.</summary>
    public InstanceBatch Draw(int count, int seed) => _draw(count, new Random(seed));

    /// <summary>The classical solvers.</summary>
    /// <param name="sample">Instances for what they prepare.</param>
    public ClassicalPeer[] Peers(InstanceBatch sample) => _peers(Tolerance, new PlainInstances(Family, sample));

    /// <summary>‖f‖₂ of a solution by the f that is written by hand.</summary>
    public double Norm(PlainInstances instances, int instance, double[] solutions) => _norm(instances, instance, solutions);

    private static double Norm<T>(T equations, PlainInstances instances, int instance, double[] solutions)
        where T : struct, IZooEquations
    {
        int m = solutions.Length / instances.Count;
        var f = new double[m];
        equations.Evaluate(solutions.AsSpan(instance * m, m), instances.Parameters(instance), f, new double[equations.Scratch]);
        return Math.Sqrt(f.Sum(value => value * value));
    }
}
