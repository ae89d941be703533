namespace R2N2.Reference;

/// <summary>The implicit method Radau IIA of order 5 over plain arrays, for references of stiff problems: no coefficient of it is one of the library's.</summary>
/// <remarks>Hairer and Wanner, "Solving Ordinary Differential Equations II", 1996, section IV.5.</remarks>
internal static class PlainRadau
{
    private const int Iterations = 30;
    private const double Converged = 1e-14;

    private static readonly double _root = Math.Sqrt(6);

    private static readonly double[,] _a =
    {
        { (88 - (7 * _root)) / 360, (296 - (169 * _root)) / 1800, (-2 + (3 * _root)) / 225 },
        { (296 + (169 * _root)) / 1800, (88 + (7 * _root)) / 360, (-2 - (3 * _root)) / 225 },
        { (16 - _root) / 36, (16 + _root) / 36, 1.0 / 9 },
    };

    /// <summary>y at the end of an autonomous problem.</summary>
    /// <param name="f">f.</param>
    /// <param name="jacobian">∂f/∂y, row by row.</param>
    /// <param name="y">y₀.</param>
    /// <param name="end">The end.</param>
    /// <param name="first">The first step.</param>
    /// <param name="tolerance">How far a step and two halves of it may differ, relative to each state, or to 1e-6.</param>
    public static double[] Solve(
        Func<double[], double[]> f, Func<double[], double[]> jacobian, double[] y, double end, double first, double tolerance)
    {
        double t = 0;
        double h = first;
        while (t < end)
        {
            h = Math.Min(h, end - t);
            double[]? whole = Step(f, jacobian, y, h);
            double[]? half = whole is null ? null : Step(f, jacobian, y, h / 2);
            double[]? fine = half is null ? null : Step(f, jacobian, half, h / 2);
            double error = fine is null ? double.PositiveInfinity : fine.Zip(whole!, (a, b) => Math.Abs(a - b) / (tolerance * (1e-6 + Math.Abs(a)))).Max();
            if (error <= 1)
            {
                t = h >= end - t ? end : t + h;
                y = fine!;
            }

            h *= double.IsFinite(error) ? Math.Clamp(0.8 * Math.Pow(error + 1e-10, -0.2), 0.2, 3) : 0.25;
        }

        return y;
    }

    // Newton's method on the three stage increments z; y' = y + z₃. Null where it does not converge.
    private static double[]? Step(Func<double[], double[]> f, Func<double[], double[]> jacobian, double[] y, double h)
    {
        int m = y.Length;
        double[] z = new double[3 * m];
        double last = double.PositiveInfinity;
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            double[][] states = [.. Enumerable.Range(0, 3).Select(i => y.Select((value, k) => value + z[(i * m) + k]).ToArray())];
            double[][] values = [.. states.Select(f)];
            double[][] slopes = [.. states.Select(jacobian)];
            double[] matrix = new double[9 * m * m];
            double[] residual = new double[3 * m];
            for (int row = 0; row < 3 * m; row++)
            {
                (int i, int k) = (row / m, row % m);
                residual[row] = (h * Enumerable.Range(0, 3).Sum(j => _a[i, j] * values[j][k])) - z[row];
                for (int column = 0; column < 3 * m; column++)
                {
                    (int j, int l) = (column / m, column % m);
                    matrix[(row * 3 * m) + column] = (row == column ? 1 : 0) - (h * _a[i, j] * slopes[j][(k * m) + l]);
                }
            }

            double[] change = PlainElimination.Solve(matrix, residual);
            double size = change.Select((value, row) => Math.Abs(value) / (1e-6 + Math.Abs(y[row % m]))).Max();
            z = [.. z.Zip(change, (a, b) => a + b)];
            if (size <= Converged || (size <= 1e-11 && size >= last))
            {
                return [.. y.Select((value, k) => value + z[(2 * m) + k])];
            }

            last = size;
        }

        return null;
    }
}
