using static R2N2.Expression;

namespace R2N2.Inference.Tests;

/// <summary>Problems whose instances lie far outside of what their coefficients were trained for; some have no solution at all.</summary>
public static class FarProblems
{
    private const int Unknowns = 10;

    // Of the scaled matrix with c = 1.
    private static readonly double[,] _chandrasekhar = ChandrasekharMatrix();

    public static IReadOnlyList<string> Names =>
        [nameof(Chandrasekhar), nameof(ChandrasekharDerivatives), nameof(Cubic), nameof(CubicDerivatives), nameof(Linear)];

    /// <summary>Starts that are ten times as far away, and c from -0.5 to 1.5, beyond 1 of which there is no real solution.</summary>
    public static PlainProblem Chandrasekhar =>
        ChandrasekharWith(Superstructure.Krylov(4), PlainProblems.ChandrasekharEvaluations.Coefficients);

    public static PlainProblem ChandrasekharDerivatives =>
        ChandrasekharWith(Superstructure.NewtonKrylov(4), PlainProblems.ChandrasekharDerivatives.Coefficients);

    /// <summary>x³ + a x + Σx/10 = b, where the learned step runs away from nearly everywhere.</summary>
    public static PlainProblem Cubic => CubicWith(Superstructure.Krylov(2), [-0.2, -0.3, -0.1]);

    public static PlainProblem CubicDerivatives => CubicWith(Superstructure.NewtonKrylov(3), [-0.2, -0.3, -0.1, -0.1, -0.2, -0.3]);

    /// <summary>Matrices with eigenvalues of all signs and sizes, for coefficients of matrices near 5 I.</summary>
    public static PlainProblem Linear
    {
        get
        {
            PlainProblem near = PlainProblems.LinearRandom;
            return new PlainProblem
            {
                Family = near.Family,
                Superstructure = near.Superstructure,
                Coefficients = near.Coefficients,
                F = near.F,
                JacobianVector = near.JacobianVector,
                Draw = random => new() { ["A"] = Normal(random, 25, 10), ["b"] = Normal(random, 5, 100) },
                Guess = near.Guess,
            };
        }
    }

    public static PlainProblem Of(string name) => name switch
    {
        nameof(Chandrasekhar) => Chandrasekhar,
        nameof(ChandrasekharDerivatives) => ChandrasekharDerivatives,
        nameof(Cubic) => Cubic,
        nameof(CubicDerivatives) => CubicDerivatives,
        nameof(Linear) => Linear,
        _ => throw new ArgumentException(name),
    };

    private static PlainProblem ChandrasekharWith(Superstructure superstructure, double[] coefficients) => new()
    {
        Family = ProblemFamily.Equations(
            "chandrasekhar-far", Unknowns, [new("c")], (x, p) => x - (1 / (1 - (p["c"] * (_chandrasekhar * x))))),
        Superstructure = superstructure,
        Coefficients = coefficients,
        F = (x, p) => [.. x.Zip(Product(x), (xi, ax) => xi - (1 / (1 - (p["c"][0] * ax))))],
        JacobianVector = (x, d, p) =>
        {
            double[] ax = Product(x), ad = Product(d);
            double c = p["c"][0];
            return [.. d.Select((di, i) => di - (c * ad[i] / ((1 - (c * ax[i])) * (1 - (c * ax[i])))))];
        },
        Draw = random => new() { ["X0"] = Normal(random, Unknowns, 10), ["c"] = [(2 * random.NextDouble()) - 0.5] },
        Guess = p => p["X0"],
    };

    private static PlainProblem CubicWith(Superstructure superstructure, double[] coefficients) => new()
    {
        Family = ProblemFamily.Equations(
            "cubic", 3, [new("a", 3), new("b", 3)], (x, p) => (x * x * x) + (p["a"] * x) - p["b"] + (0.1 * Sum(x))),
        Superstructure = superstructure,
        Coefficients = coefficients,
        F = (x, p) => [.. x.Select((xi, i) => (xi * xi * xi) + (p["a"][i] * xi) - p["b"][i] + (0.1 * x.Sum()))],
        JacobianVector = (x, d, p) => [.. x.Select((xi, i) => (((3 * xi * xi) + p["a"][i]) * d[i]) + (0.1 * d.Sum()))],
        Draw = random => new() { ["X0"] = Normal(random, 3, 20), ["a"] = Normal(random, 3, 5), ["b"] = Normal(random, 3, 50) },
        Guess = p => p["X0"],
    };

    private static double[] Normal(Random random, int count, double deviation) => [.. Enumerable.Range(0, count).Select(_ =>
        deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];

    private static double[] Product(double[] x) =>
        [.. Enumerable.Range(0, Unknowns).Select(i => Enumerable.Range(0, Unknowns).Sum(j => _chandrasekhar[i, j] * x[j]))];

    private static double[,] ChandrasekharMatrix()
    {
        double[,] a = new double[Unknowns, Unknowns];
        for (int i = 0; i < Unknowns; i++)
        {
            for (int j = 0; j < Unknowns; j++)
            {
                a[i, j] = (i + 0.5) / (2 * Unknowns * (i + j + 1));
            }
        }

        return a;
    }
}
