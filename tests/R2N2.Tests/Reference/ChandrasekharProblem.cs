using System.Numerics;

namespace R2N2.Tests.Reference;

/// <summary>The H-equation, x - 1/(1 - A x), which differs in its start only.</summary>
internal sealed class ChandrasekharProblem(int size) : PlainProblem(
    ProblemFamily.Equations("chandrasekhar", size, x => x - (1 / (1 - (Operator(size) * x)))), isAffine: false)
{
    private readonly double[] _operator = [.. Operator(size).Cast<double>()];

    public override T[] F<T>(T[] x, double[][] p) => Each(Times(_operator, x), (ax, i) => x[i] - (T.One / (T.One - ax)));

    public override T[] Jv<T>(T[] x, double[][] p, T[] v)
    {
        T[] ax = Times(_operator, x), av = Times(_operator, v);
        return Each(v, (value, i) => value - (av[i] / ((T.One - ax[i]) * (T.One - ax[i]))));
    }

    public override double[][] DrawParameters(Random random) => [];

    public override double[] DrawStart(Random random) => Draw(random, Size, 0.5, 1.5);

    private static double[,] Operator(int size)
    {
        var a = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                a[i, j] = 0.875 / (2 * size) * (i + 0.5) / (i + j + 1);
            }
        }

        return a;
    }
}
