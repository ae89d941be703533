namespace R2N2.Reference;

/// <summary>
/// Rosenbrock steps once more, over plain arrays and in the textbook's form with products with J:
/// (I - γ h J) v_i = f_i + h J Σ_{j&lt;i} γ_ij v_j + γ_i h ∂f/∂t.
/// </summary>
/// <param name="f">f.</param>
/// <param name="jacobian">∂f/∂y, row by row.</param>
/// <param name="timeDerivative">∂f/∂t.</param>
internal sealed class PlainRosenbrock(
    Func<double, double[], double[]> f, Func<double, double[], double[]> jacobian, Func<double, double[], double[]> timeDerivative)
{
    /// <summary>y after one step from t, and h Σ (b - b̂) v.</summary>
    public (double[] Next, double[] Estimate) Step(RosenbrockTableau tableau, double t, double[] y, double h)
    {
        int m = y.Length;
        double[] j = jacobian(t, y);
        double[] slope = timeDerivative(t, y);
        double gamma = tableau.Gamma[^1];
        double[] matrix = [.. j.Select((element, i) => (i % (m + 1) == 0 ? 1 : 0) - (gamma * h * element))];
        List<double[]> stages = [];
        for (int i = 0; i < tableau.Stages; i++)
        {
            double[] row = i == 0 ? [] : tableau.Coefficients.Row(i - 1).ToArray();
            double[] implicitRow = tableau.Gamma.Slice(i * (i - 1) / 2, i).ToArray();
            double[] value = f(t + (row.Sum() * h), Add(y, h, row, stages));
            double[] sum = Add(new double[m], h, implicitRow, stages);
            double[] right = [.. value.Select((number, k) =>
                number + Enumerable.Range(0, m).Sum(l => j[(k * m) + l] * sum[l]) + ((gamma + implicitRow.Sum()) * h * slope[k]))];
            stages.Add(PlainElimination.Solve(matrix, right));
        }

        double[] weights = tableau.Weights.ToArray();
        double[] differences = [.. weights.Zip(tableau.Embedded.ToArray(), (b, other) => b - other)];
        return (Add(y, h, weights, stages), Add(new double[m], h, differences, stages));
    }

    private static double[] Add(double[] y, double h, double[] row, List<double[]> stages) =>
        [.. y.Select((value, k) => value + row.Select((weight, l) => h * weight * stages[l][k]).Sum())];
}
