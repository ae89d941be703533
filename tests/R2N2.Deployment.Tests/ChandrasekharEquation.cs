namespace R2N2.Deployment.Tests;

/// <summary>The equation that the committed solvers were trained for, with 10 unknowns.</summary>
internal static class ChandrasekharEquation
{
    /// <summary>‖x - 1/(1 - A x)‖ with A_ij = 0.875/(2 · 10) μ_i/(μ_i + μ_j), μ_i = (i - 1/2)/10.</summary>
    public static double ResidualNorm(double[] x) => Math.Sqrt(x.Select((value, i) =>
    {
        double mu = (i + 0.5) / 10;
        double sum = x.Select((other, j) => 0.04375 * mu / (mu + ((j + 0.5) / 10)) * other).Sum();
        double f = value - (1 / (1 - sum));
        return f * f;
    }).Sum());
}
