using MathNet.Numerics.LinearAlgebra;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>Matrices of linear systems, row-major.</summary>
internal static class SystemMatrices
{
    /// <summary>Matrices that are not singular, by what is special about them.</summary>
    public static IReadOnlyDictionary<string, Func<Random, int, double[]>> Kinds { get; } = new Dictionary<string, Func<Random, int, double[]>>
    {
        ["well-conditioned"] = WellConditioned,
        ["rows of any scale"] = (random, m) => Scaled(WellConditioned(random, m), random, m, (i, _) => i),
        ["columns of any scale"] = (random, m) => Scaled(WellConditioned(random, m), random, m, (_, j) => j),
        ["zeros on the diagonal"] = WithoutDiagonal,
        ["small rows with large numbers beside"] = LargeBeside,
    };

    public static double[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];

    // Orthogonal up to a tenth, the rows mixed up.
    public static double[] WellConditioned(Random random, int m)
    {
        var orthogonal = Matrix<double>.Build.DenseOfRowMajor(m, m, Numbers(random, m * m)).QR().Q;
        return (orthogonal + (0.1 / m * Matrix<double>.Build.DenseOfRowMajor(m, m, Numbers(random, m * m)))).ToRowMajorArray();
    }

    private static double[] Scaled(double[] matrix, Random random, int m, Func<int, int, int> group)
    {
        double[] scales = [.. Enumerable.Range(0, m).Select(_ => Math.Pow(10, random.Next(-25, 26)))];
        return [.. matrix.Select((element, at) => element * scales[group(at / m, at % m)])];
    }

    // A cyclic permutation, and numbers above its ones: every leading pivot is zero.
    private static double[] WithoutDiagonal(Random random, int m) => m == 1 ? [1.5] : [.. Enumerable.Range(0, m * m).Select(at =>
        (at / m) == (((at % m) + 1) % m) ? 2 + random.NextDouble() : at / m < at % m ? (random.NextDouble() - 0.5) / m : 0)];

    // Without scaling, elimination takes the small leading numbers for pivots as good as any.
    private static double[] LargeBeside(Random random, int m)
    {
        double[] matrix = WellConditioned(random, m);
        for (int i = 0; i < m / 2; i++)
        {
            double scale = Math.Pow(10, 18 + random.Next(5));
            for (int j = 0; j < m; j++)
            {
                matrix[(i * m) + j] *= j == 0 ? 1e-3 : scale;
            }
        }

        return m == 1 ? matrix : [.. matrix.Select((element, at) => at / m == m - 1 && at % m == 0 ? element + 2 : element)];
    }

    public static double[] NearlySingular(Random random, int m, double smallest)
    {
        var left = Matrix<double>.Build.DenseOfRowMajor(m, m, Numbers(random, m * m)).QR().Q;
        var right = Matrix<double>.Build.DenseOfRowMajor(m, m, Numbers(random, m * m)).QR().Q;
        var values = Matrix<double>.Build.Diagonal(m, m, j => j == m - 1 ? smallest : 1);
        return (left * values * right).ToRowMajorArray();
    }

    // Zero; a row, or a column, of zeros; rows, or columns, that are multiples of each other; a row that is the sum of all others; numbers in turn.
    public static IEnumerable<double[]> Singular(int m)
    {
        double[] Fill(Func<int, int, double> element) => [.. Enumerable.Range(0, m * m).Select(at => element(at / m, at % m))];
        double Some(int i, int j) => Math.Sin(1 + i + (m * j) + (i * i));
        yield return Fill((_, _) => 0);
        if (m == 1)
        {
            yield break;
        }

        yield return Fill((i, j) => i == m / 2 ? 0 : Some(i, j));
        yield return Fill((i, j) => j == m / 2 ? 0 : Some(i, j));
        yield return Fill((i, j) => i == m - 1 ? 3 * Some(0, j) : Some(i, j));
        yield return Fill((i, j) => j == m - 1 ? 1e20 / 3 * Some(i, 0) : Some(i, j));
        yield return Fill((i, j) => i == m - 1 ? 3e-20 * Some(0, j) : Some(i, j));
        yield return Fill((i, j) => (i + 1) * (j + 1) / 3.0);
        yield return Fill((i, j) => i == 0 ? Enumerable.Range(1, m - 1).Sum(k => Some(k, j)) : Some(i, j));
        yield return m == 2 ? [1, 2, 3, 6] : Fill((i, j) => (m * i) + j + 1);
    }
}
