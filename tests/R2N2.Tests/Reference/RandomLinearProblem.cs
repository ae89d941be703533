using System.Numerics;

namespace R2N2.Tests.Reference;

/// <summary>A x - b where both vary. The parameters carry names that the recorded step uses inside.</summary>
internal sealed class RandomLinearProblem() : PlainProblem(
    ProblemFamily.Equations("random linear", 4, [new("x", 4, 4), new("f", 4)], (x, p) => (p["x"] * x) - p["f"]), isAffine: true)
{
    public override T[] F<T>(T[] x, double[][] p) => Each(Jv(x, p, x), (value, i) => value - T.CreateChecked(p[1][i]));

    public override T[] Jv<T>(T[] x, double[][] p, T[] v) => Times(p[0], v);

    public override double[][] DrawParameters(Random random) => [Draw(random, 16, -1, 1), Draw(random, 4, -1, 1)];
}
