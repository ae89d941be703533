using static R2N2.Expression;

namespace R2N2.Inference.Tests;

/// <summary>The reference problems, with published coefficients or such as converge.</summary>
public static class PlainProblems
{
    private static readonly double[,] _mean =
    {
        { 1.392232, 0.152829, 0.088680, 0.185377, 0.156244 },
        { 0.152829, 1.070883, 0.020994, 0.068940, 0.141251 },
        { 0.088680, 0.020994, 0.910692, -0.222769, 0.060267 },
        { 0.185377, 0.068940, -0.222769, 0.833275, 0.058072 },
        { 0.156244, 0.141251, 0.060267, 0.058072, 0.735495 },
    };

    private static readonly double[] _meanRight = [2.483570, -0.691321, 3.238442, 7.615149, -1.170766];

    public static IReadOnlyList<string> Names =>
        [nameof(LinearFixed), nameof(LinearRandom), nameof(ChandrasekharEvaluations), nameof(ChandrasekharDerivatives), nameof(Wave)];

    public static PlainProblem LinearFixed => new()
    {
        Family = ProblemFamily.Equations(
            "linear-fixed", 5, [new("b", 5)], (x, p) => (_mean * x) - p["b"], InitialGuess.Zero),
        Superstructure = Superstructure.Krylov(4),
        Coefficients =
        [
            -0.75338897, -0.69512928, -1.28298784, -0.8088681, 0.87909088, 1.48089791, -0.69293485, -2.75058767, -2.00362172,
            0.90054142,
        ],
        F = (x, p) => Subtract(Multiply(_mean, x), p["b"]),
        JacobianVector = (_, d, _) => Multiply(_mean, d),
        Draw = random => new() { ["b"] = RightHandSide(random) },
        Guess = _ => new double[5],
    };

    public static PlainProblem LinearRandom => new()
    {
        Family = ProblemFamily.Equations(
            "linear-random", 5, [new("A", 5, 5), new("b", 5)], (x, p) => (p["A"] * x) - p["b"], InitialGuess.Zero),
        Superstructure = Superstructure.Krylov(4),
        Coefficients =
        [
            -0.13620847, 0.08868813, 0.10030381, -1.53856325, 0.76759586, 2.0007581, -1.13633718, -0.39309495, 0.86202745,
            -0.03033491,
        ],
        F = (x, p) => Subtract(Multiply(Square(p["A"]), x), p["b"]),
        JacobianVector = (_, d, p) => Multiply(Square(p["A"]), d),
        Draw = random => new() { ["A"] = RandomMatrix(random), ["b"] = RightHandSide(random) },
        Guess = _ => new double[5],
    };

    public static PlainProblem ChandrasekharEvaluations => Chandrasekhar(
        10,
        GenerationModule.Evaluations,
        [
            -0.4151690547093164, -0.14940961527547084, -1.158165396153543, -0.27888540280751173, -0.6277531885340809,
            -1.9643813158336378, -0.34401287869637126, -0.4610420586959203, -2.0782063345329544, -1.9276765801226636,
        ]);

    // Equal coefficients -ω are Richardson's iteration on the linearised system; unequal ones tell a mix-up of indices.
    public static PlainProblem ChandrasekharDerivatives => Chandrasekhar(
        10,
        GenerationModule.DirectionalDerivatives,
        [-1.05, -1.1, -1.15, -1.08, -1.12, -1.2, -1.03, -1.18, -1.22, -1.25]);

    /// <summary>x + s sin x - t cos x = 1: scalar parameters, a constant initial guess, the cosine.</summary>
    public static PlainProblem Wave => new()
    {
        Family = ProblemFamily.Equations(
            "wave",
            3,
            [new("s"), new("t", 3)],
            (x, p) => x + (p["s"] * Sin(x)) - Hadamard(p["t"], Cos(x)) - 1,
            InitialGuess.Constant(0.5, 0.25, -0.5)),
        Superstructure = Superstructure.NewtonKrylov(2),
        Coefficients = [-0.8, -1.3, 0.3],
        F = (x, p) => [.. x.Select((xi, i) => xi + (p["s"][0] * Math.Sin(xi)) - (p["t"][i] * Math.Cos(xi)) - 1)],
        JacobianVector = (x, d, p) =>
            [.. x.Select((xi, i) => d[i] * (1 + (p["s"][0] * Math.Cos(xi)) + (p["t"][i] * Math.Sin(xi))))],
        Draw = random => new()
        {
            ["s"] = [0.3 * random.NextDouble()],
            ["t"] = [.. Enumerable.Range(0, 3).Select(_ => 0.5 * (random.NextDouble() - 0.5))],
        },
        Guess = _ => [0.5, 0.25, -0.5],
    };

    public static PlainProblem Of(string name) => name switch
    {
        nameof(LinearFixed) => LinearFixed,
        nameof(LinearRandom) => LinearRandom,
        nameof(ChandrasekharEvaluations) => ChandrasekharEvaluations,
        nameof(ChandrasekharDerivatives) => ChandrasekharDerivatives,
        nameof(Wave) => Wave,
        _ => throw new ArgumentException(name),
    };

    public static PlainProblem Chandrasekhar(int m, GenerationModule generation, double[] coefficients)
    {
        double[,] a = new double[m, m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                double row = (i + 0.5) / m, column = (j + 0.5) / m;
                a[i, j] = 0.875 / (2 * m) * row / (row + column);
            }
        }

        return new PlainProblem
        {
            Family = ProblemFamily.Equations("chandrasekhar-h", m, x => x - (1 / (1 - (a * x)))),
            Superstructure = new Superstructure(4, generation),
            Coefficients = coefficients,
            F = (x, _) =>
            {
                double[] ax = Multiply(a, x);
                return [.. x.Select((xi, i) => xi - (1 / (1 - ax[i])))];
            },
            JacobianVector = (x, d, _) =>
            {
                double[] ax = Multiply(a, x), ad = Multiply(a, d);
                return [.. d.Select((di, i) => di - (ad[i] / ((1 - ax[i]) * (1 - ax[i]))))];
            },
            Draw = random => new() { ["X0"] = [.. Enumerable.Range(0, m).Select(_ => 1 + (Math.Sqrt(0.2) * Normal(random)))] },
            Guess = p => p["X0"],
        };
    }

    private static double[] RightHandSide(Random random) =>
        [.. _meanRight.Select(mean => mean + (2 * random.NextDouble()) - 1)];

    private static double[] RandomMatrix(Random random)
    {
        double[,] full = new double[5, 5];
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                full[i, j] = _mean[i, j] + (2 * random.NextDouble()) - 1;
            }
        }

        return [.. from i in Enumerable.Range(0, 5)
                   from j in Enumerable.Range(0, 5)
                   select ((full[i, j] + full[j, i]) / 2) + (i == j ? 5 : 0)];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double[,] Square(double[] values)
    {
        double[,] matrix = new double[5, 5];
        Buffer.BlockCopy(values, 0, matrix, 0, sizeof(double) * values.Length);
        return matrix;
    }

    private static double[] Multiply(double[,] a, double[] x)
    {
        double[] y = new double[a.GetLength(0)];
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                y[i] += a[i, j] * x[j];
            }
        }

        return y;
    }

    private static double[] Subtract(double[] left, double[] right) => [.. left.Zip(right, (l, r) => l - r)];
}
