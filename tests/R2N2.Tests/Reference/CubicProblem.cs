using System.Numerics;
using static R2N2.Expression;

namespace R2N2.Tests.Reference;

/// <summary>s x³ + x·(mean of x) - b, elementwise, with a scalar and a vector parameter; named like a coefficient.</summary>
internal sealed class CubicProblem() : PlainProblem(
    ProblemFamily.Equations(
        "cubic",
        3,
        [new("theta_1_1"), new("b", 3)],
        (x, p) => (p["theta_1_1"] * Pow(x, 3)) + (x * Sum(x) / 3) - p["b"]),
    isAffine: false)
{
    public override T[] F<T>(T[] x, double[][] p)
    {
        T s = T.CreateChecked(p[0][0]), mean = Mean(x);
        return Each(x, (value, i) => (s * value * value * value) + (value * mean) - T.CreateChecked(p[1][i]));
    }

    public override T[] Jv<T>(T[] x, double[][] p, T[] v)
    {
        T three = T.CreateChecked(3.0 * p[0][0]), mean = Mean(x), meanV = Mean(v);
        return Each(v, (value, i) => (three * x[i] * x[i] * value) + (value * mean) + (x[i] * meanV));
    }

    public override double[][] DrawParameters(Random random) => [Draw(random, 1, 0.2, 1), Draw(random, 3, -1, 1)];

    private static T Mean<T>(T[] x)
        where T : INumberBase<T> => (x[0] + x[1] + x[2]) / T.CreateChecked(3);
}
