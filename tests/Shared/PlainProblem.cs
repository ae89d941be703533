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
        PlainNetwork.Vectors(at => equations.F(at, p), DerivativeAt(x, p), coefficients, x, fx, f => Precondition(x, f, p));

    /// <summary>x_{k+1} of one instance.</summary>
    public double[] Step(double[] x, double[] fx, IReadOnlyDictionary<string, double[]> p) =>
        PlainNetwork.Step(coefficients, x, Vectors(x, fx, p));

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

    private double[] Precondition(double[] x, double[] f, IReadOnlyDictionary<string, double[]> p)
    {
        double[][] columns = [.. Enumerable.Range(0, x.Length).Select(j => equations.Jv(x, [.. x.Select((_, i) => i == j ? 1.0 : 0)], p))];
        return superstructure.Preconditioner == Preconditioner.Jacobian
            ? PlainElimination.Solve([.. x.SelectMany((_, i) => columns.Select(column => column[i]))], f)
            : superstructure.Preconditioner == Preconditioner.Diagonal
                ? [.. f.Select((value, i) => value / columns[i][i])]
                : equations.Precondition(x, f, p);
    }

    private Func<double[], double[]>? DerivativeAt(double[] x, IReadOnlyDictionary<string, double[]> p) =>
        superstructure.Generation == GenerationModule.Evaluations ? null : d => equations.Jv(x, d, p);
}
