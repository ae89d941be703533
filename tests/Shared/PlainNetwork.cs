namespace R2N2.Reference;

/// <summary>
/// The R2N2 iteration once more, over plain arrays and nothing of the library but the table of coefficients: the
/// reference that the library's engines are held against.
/// </summary>
internal static class PlainNetwork
{
    /// <summary>x₀ … x_K.</summary>
    /// <param name="f">f of one instance.</param>
    /// <param name="start">x₀.</param>
    /// <param name="theta">The coefficients.</param>
    /// <param name="iterations">K.</param>
    /// <param name="derivative">J(x)·d for directional derivatives; null to evaluate f itself.</param>
    public static List<double[]> Iterates(
        Func<double[], double[]> f, double[] start, Coefficients theta, int iterations, Func<double[], double[], double[]>? derivative = null)
    {
        List<double[]> iterates = [start];
        for (int k = 0; k < iterations; k++)
        {
            double[] x = iterates[^1];
            List<double[]> vectors = [f(x)];
            for (int row = 0; row < theta.Order - 1; row++)
            {
                double[] direction = Combine(theta.Row(row), vectors);
                vectors.Add(derivative is null ? f(Add(x, direction)) : Add(vectors[0], derivative(x, direction)));
            }

            iterates.Add(Add(x, Combine(theta.Row(theta.Order - 1), vectors)));
        }

        return iterates;
    }

    /// <summary>Σ_k 4ᵏ ‖f(x_k)‖² of one instance.</summary>
    public static double ResidualLoss(
        Func<double[], double[]> f, double[] start, Coefficients theta, int iterations, Func<double[], double[], double[]>? derivative = null) =>
        Iterates(f, start, theta, iterations, derivative).Select((x, k) => k == 0 ? 0 : Math.Pow(4, k) * SquaredNorm(f(x))).Sum();

    public static double SquaredNorm(double[] vector) => vector.Sum(value => value * value);

    /// <summary>A x - b.</summary>
    public static double[] LinearResidual(double[,] a, double[] x, double[] b) =>
        [.. b.Select((value, i) => Enumerable.Range(0, x.Length).Sum(j => a[i, j] * x[j]) - value)];

    /// <summary>x - 1/(1 - A x).</summary>
    public static double[] ChandrasekharResidual(double[,] a, double[] x) =>
        [.. x.Select((value, i) => value - (1 / (1 - Enumerable.Range(0, x.Length).Sum(j => a[i, j] * x[j]))))];

    /// <summary>Its Jacobian times d: d - A d / (1 - A x)².</summary>
    public static double[] ChandrasekharDerivative(double[,] a, double[] x, double[] d) => [.. d.Select((value, i) =>
    {
        double image = Enumerable.Range(0, x.Length).Sum(j => a[i, j] * d[j]);
        double denominator = 1 - Enumerable.Range(0, x.Length).Sum(j => a[i, j] * x[j]);
        return value - (image / (denominator * denominator));
    })];

    private static double[] Combine(ReadOnlySpan<double> row, List<double[]> vectors)
    {
        var sum = new double[vectors[0].Length];
        for (int l = 0; l < row.Length; l++)
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += row[l] * vectors[l][i];
            }
        }

        return sum;
    }

    private static double[] Add(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];
}
