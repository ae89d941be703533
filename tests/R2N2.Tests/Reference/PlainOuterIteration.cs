using System.Numerics;

namespace R2N2.Tests.Reference;

/// <summary>One outer iteration, written from the paper's equations over plain numbers.</summary>
internal static class PlainOuterIteration
{
    public static T[] Step<T>(PlainProblem problem, GenerationModule generation, T[] theta, T[] x, double[][] p)
        where T : INumberBase<T>
    {
        T[] fx = problem.F(x, p);
        List<T[]> v = [fx];
        int at = 0;
        while (at + v.Count < theta.Length)
        {
            T[] direction = Combine(theta.AsSpan(at, v.Count), v);
            at += v.Count;
            v.Add(generation == GenerationModule.Evaluations
                ? problem.F(Add(x, direction), p)
                : Add(fx, problem.Jv(x, p, direction)));
        }

        return Add(x, Combine(theta.AsSpan(at), v));
    }

    private static T[] Combine<T>(ReadOnlySpan<T> row, List<T[]> v)
        where T : INumberBase<T>
    {
        var sum = new T[v[0].Length];
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = T.Zero;
            for (int l = 0; l < row.Length; l++)
            {
                sum[i] += row[l] * v[l][i];
            }
        }

        return sum;
    }

    private static T[] Add<T>(T[] left, T[] right)
        where T : INumberBase<T> => [.. left.Select((value, i) => value + right[i])];
}
