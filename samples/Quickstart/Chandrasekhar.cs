using R2N2;

namespace Quickstart;

/// <summary>
/// The Chandrasekhar H-equation of radiative transfer, discretised by the midpoint rule: f(x) = x - 1/(1 - A x) with
/// A_ij = (c/2m) μ_i/(μ_i + μ_j), μ_i = (i - 1/2)/m. Instances differ in their initial guess.
/// </summary>
/// <param name="unknowns">m.</param>
internal sealed class Chandrasekhar(int unknowns)
{
    private const double Albedo = 0.875;

    private readonly double[,] _matrix = MakeMatrix(unknowns);

    /// <summary>The family, as the library takes it: f written once, with C# operators.</summary>
    public EquationFamily Family => ProblemFamily.Equations("chandrasekhar-h", unknowns, x => x - (1 / (1 - (_matrix * x))));

    /// <summary>Initial guesses x₀ ~ N(1, 0.2), 0.2 the variance, one after another.</summary>
    public double[] Guesses(int instances, int seed)
    {
        Random random = new(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

        return [.. Enumerable.Range(0, instances * unknowns).Select(_ => 1 + (Math.Sqrt(0.2) * Normal()))];
    }

    private static double[,] MakeMatrix(int m)
    {
        var matrix = new double[m, m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                double mu = (i + 0.5) / m;
                double nu = (j + 0.5) / m;
                matrix[i, j] = Albedo / (2 * m) * mu / (mu + nu);
            }
        }

        return matrix;
    }
}
