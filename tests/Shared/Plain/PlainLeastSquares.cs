namespace R2N2.Reference;

/// <summary>Linear least squares in plain loops, by Householder reflections.</summary>
internal static class PlainLeastSquares
{
    /// <summary>argmin ‖b - Σ y_j a_j‖₂.</summary>
    /// <param name="columns">a_1, a_2, …, at most as many as they are long, linearly independent.</param>
    /// <param name="target">b.</param>
    public static double[] Solve(IReadOnlyList<double[]> columns, double[] target)
    {
        double[][] a = [.. columns.Select(column => (double[])column.Clone())];
        double[] b = (double[])target.Clone();
        for (int k = 0; k < a.Length; k++)
        {
            double[] normal = new double[b.Length];
            Array.Copy(a[k], k, normal, k, b.Length - k);
            normal[k] += Math.CopySign(Math.Sqrt(Dot(normal, normal)), normal[k]);
            double square = Dot(normal, normal);
            foreach (double[] vector in a[k..].Append(b))
            {
                double twice = 2 * Dot(normal, vector) / square;
                for (int i = k; i < b.Length; i++)
                {
                    vector[i] -= twice * normal[i];
                }
            }
        }

        double[] y = new double[a.Length];
        for (int k = a.Length - 1; k >= 0; k--)
        {
            y[k] = (b[k] - Enumerable.Range(k + 1, a.Length - k - 1).Sum(j => a[j][k] * y[j])) / a[k][k];
        }

        return y;
    }

    /// <summary>b - Σ y_j a_j for the best y.</summary>
    public static double[] Remainder(IReadOnlyList<double[]> columns, double[] target)
    {
        double[] y = Solve(columns, target);
        return [.. target.Select((value, i) => value - y.Select((weight, j) => weight * columns[j][i]).Sum())];
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (l, r) => l * r).Sum();
}
