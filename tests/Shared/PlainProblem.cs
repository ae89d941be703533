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

    public Coefficients Coefficients { get; } = new(coefficients);

    public R2N2Network Network => new(Family, superstructure, Coefficients);

    /// <summary>v_1 … v_n of one instance.</summary>
    public List<double[]> Vectors(double[] x, double[] fx, IReadOnlyDictionary<string, double[]> p) =>
        PlainNetwork.Vectors(at => equations.F(at, p), equations.Change(superstructure.Generation, x, p), coefficients, x, fx, (f, d) => Precondition(x, f, d, p));

    /// <summary>x_{k+1} of one instance.</summary>
    /// <param name="x">x_k.</param>
    /// <param name="fx">f(x_k).</param>
    /// <param name="p">The instance.</param>
    /// <param name="memory">x and P f of the outer iterations before, the last one first; this one is added.</param>
    public double[] Step(double[] x, double[] fx, IReadOnlyDictionary<string, double[]> p, List<(double[] X, double[] V)> memory)
    {
        List<double[]> vectors = Vectors(x, fx, p);
        if (superstructure.Assembly != AssemblyModule.MinimalResidual)
        {
            return PlainNetwork.Step(coefficients, x, vectors);
        }

        memory.Insert(0, (x, vectors[0]));
        IEnumerable<(double[], double[])> inner = vectors.Skip(1).Select(
            (vector, j) => (PlainNetwork.Direction(coefficients, vectors, j + 1), Less(vector, vectors[0])));
        IEnumerable<(double[], double[])> outer = memory.Zip(memory.Skip(1), (now, before) => (Less(now.X, before.X), Less(now.V, before.V)));
        double[] step = PlainMinimalResidual.Step(vectors[0], inner.Concat(outer.Take(superstructure.History)), coefficients[^1]);
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

    private static double[] Less(double[] left, double[] right) => [.. left.Zip(right, (l, r) => l - r)];

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
