namespace R2N2.Reference;

/// <summary>Equations, and a network for them.</summary>
/// <param name="equations">The equations, twice.</param>
/// <param name="superstructure">The structure of an outer iteration.</param>
/// <param name="coefficients">θ, row by row.</param>
public sealed class PlainProblem(PlainEquations equations, Superstructure superstructure, params double[] coefficients)
{
    public PlainEquations Equations => equations;

    public EquationFamily Family => equations.Family;

    public Superstructure Superstructure => superstructure;

    public Coefficients Coefficients { get; } = Coefficients.Split(coefficients, superstructure.TableSize);

    /// <summary>φ of one instance, where tables follow it.</summary>
    public Func<IReadOnlyDictionary<string, double[]>, double[]>? Features { get; init; }

    public R2N2Network Network => new(Family, superstructure, Coefficients);

    /// <summary>v_1 … v_n of one instance, in the outer iteration after k others.</summary>
    public List<double[]> Vectors(double[] x, double[] fx, IReadOnlyDictionary<string, double[]> p, int k) =>
        PlainNetwork.Vectors(at => equations.F(at, p), equations.Change(superstructure.Generation, x, p), Theta(p, k), x, fx, (f, d) => Precondition(x, f, d, p));

    /// <summary>x_{k+1} of one instance.</summary>
    /// <param name="x">x_k.</param>
    /// <param name="fx">f(x_k).</param>
    /// <param name="p">The instance.</param>
    /// <param name="memory">x and P f of the outer iterations before, the last one first; this one is added.</param>
    public double[] Step(double[] x, double[] fx, IReadOnlyDictionary<string, double[]> p, List<(double[] X, double[] V)> memory)
    {
        double[] theta = Theta(p, memory.Count);
        List<double[]> vectors = Vectors(x, fx, p, memory.Count);
        memory.Insert(0, (x, vectors[0]));
        if (superstructure.Assembly != AssemblyModule.MinimalResidual)
        {
            return PlainNetwork.Step(theta, x, vectors);
        }

        IEnumerable<(double[], double[])> inner = vectors.Skip(1).Select(
            (vector, j) => (PlainNetwork.Direction(theta, vectors, j + 1), Less(vector, vectors[0])));
        IEnumerable<(double[], double[])> outer = memory.Zip(memory.Skip(1), (now, before) => (Less(now.X, before.X), Less(now.V, before.V)));
        double[] step = PlainMinimalResidual.Step(vectors[0], inner.Concat(outer.Take(superstructure.History)), theta[^1]);
        return [.. x.Zip(step, (value, change) => value + change)];
    }

    /// <summary>Instances drawn at random.</summary>
    public Dictionary<string, double[]>[] Instances(int count, int seed = 7)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => equations.Draw(random))];
    }

    /// <summary>Instances as columns.</summary>
    public InstanceBatch Batch(Dictionary<string, double[]>[] instances) => InstanceBatch.Of(
        instances.Length,
        Family.Inputs.Select(input => (input.Name, instances.SelectMany(instance => instance[input.Name]).ToArray())));

    private double[] Theta(IReadOnlyDictionary<string, double[]> p, int k) => Features is null
        ? PlainTables.PerIteration(coefficients, superstructure.TableSize, k)
        : PlainTables.Conditional(coefficients, superstructure.TableSize, Features(p));

    private static double[] Less(double[] left, double[] right) => [.. left.Zip(right, (l, r) => l - r)];

    /// <summary>P(x)·f of one instance.</summary>
    public double[] Precondition(double[] x, double[] f, IReadOnlyDictionary<string, double[]> p) =>
        Precondition(x, f, new double[x.Length], p);

    private double[] Precondition(double[] x, double[] f, double[] d, IReadOnlyDictionary<string, double[]> p)
    {
        Preconditioner by = superstructure.Preconditioner;
        double half = by == Preconditioner.Halley ? 0.5 : 0;
        double[][] columns = [.. x.Select((_, j) => Unit(x.Length, j)).Select(unit => Plus(equations.Jv(x, unit, p), half, equations.Curvature(x, d, unit, p)))];
        return by == Preconditioner.Jacobian || by == Preconditioner.Halley
            ? PlainElimination.Solve([.. x.SelectMany((_, i) => columns.Select(column => column[i]))], f)
            : by == Preconditioner.Diagonal
                ? [.. f.Select((value, i) => value / columns[i][i])]
                : equations.Precondition(x, f, p);
    }

    private static double[] Unit(int length, int at) => [.. Enumerable.Range(0, length).Select(i => i == at ? 1.0 : 0)];

    private static double[] Plus(double[] left, double factor, double[] right) => [.. left.Zip(right, (l, r) => l + (factor * r))];
}
