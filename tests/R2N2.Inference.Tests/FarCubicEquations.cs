using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Inference.Tests;

/// <summary>x³ + a x + Σx/10 = b, where the learned step runs away from nearly everywhere.</summary>
public sealed class FarCubicEquations : PlainEquations
{
    public override EquationFamily Family { get; } = ProblemFamily.Equations(
        "cubic", 3, [new("a", 3), new("b", 3)], (x, p) => (x * x * x) + (p["a"] * x) - p["b"] + (0.1 * Sum(x)));

    public override T[] F<T>(T[] x, IReadOnlyDictionary<string, double[]> p)
    {
        T mean = T.CreateChecked(0.1) * (x[0] + x[1] + x[2]);
        return [.. x.Select((xi, i) => (xi * xi * xi) + (T.CreateChecked(p["a"][i]) * xi) - T.CreateChecked(p["b"][i]) + mean)];
    }

    public override T[] Jv<T>(T[] x, T[] d, IReadOnlyDictionary<string, double[]> p)
    {
        T three = T.CreateChecked(3), mean = T.CreateChecked(0.1) * (d[0] + d[1] + d[2]);
        return [.. x.Select((xi, i) => (((three * xi * xi) + T.CreateChecked(p["a"][i])) * d[i]) + mean)];
    }

    public override T[] Curvature<T>(T[] x, T[] d, T[] e, IReadOnlyDictionary<string, double[]> p) =>
        [.. x.Select((xi, i) => T.CreateChecked(6) * xi * d[i] * e[i])];

    public override Dictionary<string, double[]> Draw(Random random) => new()
    {
        [InitialGuess.DefaultName] = Normal(random, 3, 0, 20),
        ["a"] = Normal(random, 3, 0, 5),
        ["b"] = Normal(random, 3, 0, 50),
    };
}
