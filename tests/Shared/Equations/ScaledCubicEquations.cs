using System.Numerics;
using static R2N2.Expression;

namespace R2N2.Reference;

/// <summary>s (x³ + x + Σx/10 - b) = 0 with scales s that make raw values of f useless, and the inverse of J's diagonal as preconditioner.</summary>
/// <param name="guess">The standard deviation of x₀.</param>
/// <param name="right">The standard deviation of b.</param>
public sealed class ScaledCubicEquations(double guess, double right) : PlainEquations
{
    private static readonly double[] _scales = [20, 1, 0.1];

    public static Preconditioner Diagonal { get; } = Preconditioner.Function((x, p) => 1 / (_scales * ((3 * x * x) + 1.1)));

    public override EquationFamily Family { get; } = ProblemFamily.Equations(
        "scaled-cubic", 3, [new("b", 3)], (x, p) => _scales * ((x * x * x) + x + (0.1 * Sum(x)) - p["b"]));

    public override T[] F<T>(T[] x, IReadOnlyDictionary<string, double[]> p)
    {
        T mean = T.CreateChecked(0.1) * (x[0] + x[1] + x[2]);
        return [.. x.Select((xi, i) => T.CreateChecked(_scales[i]) * ((xi * xi * xi) + xi + mean - T.CreateChecked(p["b"][i])))];
    }

    public override T[] Jv<T>(T[] x, T[] d, IReadOnlyDictionary<string, double[]> p)
    {
        T three = T.CreateChecked(3), mean = T.CreateChecked(0.1) * (d[0] + d[1] + d[2]);
        return [.. x.Select((xi, i) => T.CreateChecked(_scales[i]) * ((((three * xi * xi) + T.One) * d[i]) + mean))];
    }

    public override T[] Curvature<T>(T[] x, T[] d, T[] e, IReadOnlyDictionary<string, double[]> p) =>
        [.. x.Select((xi, i) => T.CreateChecked(6 * _scales[i]) * xi * d[i] * e[i])];

    public override T[] Precondition<T>(T[] x, T[] f, IReadOnlyDictionary<string, double[]> p) =>
        [.. x.Select((xi, i) => f[i] / (T.CreateChecked(_scales[i]) * ((T.CreateChecked(3) * xi * xi) + T.CreateChecked(1.1))))];

    public override Dictionary<string, double[]> Draw(Random random) => new()
    {
        [InitialGuess.DefaultName] = Normal(random, 3, 0, guess),
        ["b"] = Normal(random, 3, 0, right),
    };
}
