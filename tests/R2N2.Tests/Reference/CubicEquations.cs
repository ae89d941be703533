using System.Numerics;
using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Tests.Reference;

/// <summary>s x³ + x·(mean of x) - b, elementwise, with a scalar and a vector parameter; one is named like a coefficient.</summary>
internal sealed class CubicEquations : PlainEquations
{
    private const string Scale = "theta_1_1";

    public override EquationFamily Family { get; } = ProblemFamily.Equations(
        "cubic", 3, [new(Scale), new("b", 3)], (x, p) => (p[Scale] * Pow(x, 3)) + (x * Sum(x) / 3) - p["b"]);

    public override T[] F<T>(T[] x, IReadOnlyDictionary<string, double[]> p)
    {
        T s = T.CreateChecked(p[Scale][0]), mean = Mean(x);
        return Less([.. x.Select(value => (s * value * value * value) + (value * mean))], p["b"]);
    }

    public override T[] Jv<T>(T[] x, T[] d, IReadOnlyDictionary<string, double[]> p)
    {
        T three = T.CreateChecked(3.0 * p[Scale][0]), mean = Mean(x), meanOfD = Mean(d);
        return [.. d.Select((value, i) => (three * x[i] * x[i] * value) + (value * mean) + (x[i] * meanOfD))];
    }

    public override T[] Curvature<T>(T[] x, T[] d, T[] e, IReadOnlyDictionary<string, double[]> p)
    {
        T six = T.CreateChecked(6.0 * p[Scale][0]), meanOfD = Mean(d), meanOfE = Mean(e);
        return [.. x.Select((value, i) => (six * value * d[i] * e[i]) + (d[i] * meanOfE) + (e[i] * meanOfD))];
    }

    public override Dictionary<string, double[]> Draw(Random random) => new()
    {
        [InitialGuess.DefaultName] = DrawPoint(random),
        [Scale] = Uniform(random, 1, 0.2, 1),
        ["b"] = Uniform(random, 3, -1, 1),
    };

    private static T Mean<T>(T[] x)
        where T : INumberBase<T> => (x[0] + x[1] + x[2]) / T.CreateChecked(3);
}
