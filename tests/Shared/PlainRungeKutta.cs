namespace R2N2.Reference;

/// <summary>Runge-Kutta steps once more, over plain arrays and nothing of the library but the table of coefficients.</summary>
internal static class PlainRungeKutta
{
    /// <summary>y after one step from t.</summary>
    public static double[] Step(Func<double, double[], double[]> f, ButcherTableau tableau, double t, double[] y, double h) =>
        Combine(y, h, tableau.Weights, Stages(f, tableau, t, y, h));

    /// <summary>h Σ (b - b̂) v.</summary>
    public static double[] Estimate(Func<double, double[], double[]> f, ButcherTableau tableau, double t, double[] y, double h)
    {
        double[] differences = [.. tableau.Weights.ToArray().Zip(tableau.Embedded.ToArray(), (b, other) => b - other)];
        return Combine(new double[y.Length], h, differences, Stages(f, tableau, t, y, h));
    }

    /// <summary>y₀ … y_K.</summary>
    public static List<double[]> Rollout(
        Func<double, double[], double[]> f, ButcherTableau tableau, double t, double[] y, double h, int steps)
    {
        List<double[]> states = [y];
        for (int k = 0; k < steps; k++)
        {
            states.Add(Step(f, tableau, t + (k * h), states[^1], h));
        }

        return states;
    }

    private static List<double[]> Stages(Func<double, double[], double[]> f, ButcherTableau tableau, double t, double[] y, double h)
    {
        List<double[]> stages = [f(t, y)];
        for (int i = 1; i < tableau.Stages; i++)
        {
            stages.Add(f(t + (tableau.Nodes[i] * h), Combine(y, h, tableau.Coefficients.Row(i - 1), stages)));
        }

        return stages;
    }

    private static double[] Combine(double[] y, double h, ReadOnlySpan<double> row, List<double[]> stages)
    {
        double[] sum = [.. y];
        for (int l = 0; l < row.Length; l++)
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += h * row[l] * stages[l][i];
            }
        }

        return sum;
    }
}
