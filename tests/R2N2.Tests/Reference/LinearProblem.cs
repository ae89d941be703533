using System.Numerics;

namespace R2N2.Tests.Reference;

/// <summary>A x - b with the symmetric 5 × 5 matrix of the paper; b varies.</summary>
internal sealed class LinearProblem() : PlainProblem(
    ProblemFamily.Equations("linear", 5, [new("b", 5)], (x, p) => (A * x) - p["b"], InitialGuess.Zero), isAffine: true)
{
    public static readonly double[,] A =
    {
        { 1.392232, 0.152829, 0.088680, 0.185377, 0.156244 },
        { 0.152829, 1.070883, 0.020994, 0.068940, 0.141251 },
        { 0.088680, 0.020994, 0.910692, -0.222769, 0.060267 },
        { 0.185377, 0.068940, -0.222769, 0.833275, 0.058072 },
        { 0.156244, 0.141251, 0.060267, 0.058072, 0.735495 },
    };

    private static readonly double[] _meanB = [2.483570, -0.691321, 3.238442, 7.615149, -1.170766];

    public override T[] F<T>(T[] x, double[][] p) => Each(Jv(x, p, x), (value, i) => value - T.CreateChecked(p[0][i]));

    public override T[] Jv<T>(T[] x, double[][] p, T[] v) => Times([.. A.Cast<double>()], v);

    public override double[][] DrawParameters(Random random) =>
        [[.. Draw(random, 5, -1, 1).Select((noise, i) => _meanB[i] + noise)]];
}
