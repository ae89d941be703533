using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>Starts that are ten times as far away, and c from -0.5 to 1.5, beyond 1 of which there is no real solution.</summary>
public sealed class FarChandrasekharEquations : PlainEquations
{
    private const int Unknowns = 10;

    private static readonly double[,] _matrix = ReferenceProblems.ChandrasekharMatrix(Unknowns, albedo: 1);
    private static readonly double[] _operator = [.. _matrix.Cast<double>()];

    public override EquationFamily Family { get; } = ProblemFamily.Equations(
        "chandrasekhar-far", Unknowns, [new("c")], (x, p) => x - (1 / (1 - (p["c"] * (_matrix * x)))));

    public override T[] F<T>(T[] x, IReadOnlyDictionary<string, double[]> p)
    {
        T c = T.CreateChecked(p["c"][0]);
        return [.. x.Zip(Times(_operator, x), (xi, ax) => xi - (T.One / (T.One - (c * ax))))];
    }

    public override T[] Jv<T>(T[] x, T[] d, IReadOnlyDictionary<string, double[]> p)
    {
        T c = T.CreateChecked(p["c"][0]);
        T[] ax = Times(_operator, x), ad = Times(_operator, d);
        return [.. d.Select((di, i) => di - (c * ad[i] / ((T.One - (c * ax[i])) * (T.One - (c * ax[i])))))];
    }

    public override T[] Curvature<T>(T[] x, T[] d, T[] e, IReadOnlyDictionary<string, double[]> p)
    {
        T c = T.CreateChecked(p["c"][0]);
        T[] ax = Times(_operator, x), ad = Times(_operator, d), ae = Times(_operator, e);
        T[] u = [.. ax.Select(value => T.One - (c * value))];
        return [.. u.Select((value, i) => -(c * c * ad[i] * ae[i] * T.CreateChecked(2) / (value * value * value)))];
    }

    public override Dictionary<string, double[]> Draw(Random random) => new()
    {
        [InitialGuess.DefaultName] = Normal(random, Unknowns, 0, 10),
        ["c"] = Uniform(random, 1, -0.5, 1.5),
    };
}
