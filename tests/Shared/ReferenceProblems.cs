namespace R2N2.Reference;

/// <summary>The problems of the R2N2 paper with their data, shared by tests and benchmarks.</summary>
/// <remarks>Doncevic et al., SIAM J. Sci. Comput. 46(2), A719-A743, 2024, section 4.</remarks>
internal static class ReferenceProblems
{
    public static double[,] LinearMatrix => new[,]
    {
        { 1.392232, 0.152829, 0.088680, 0.185377, 0.156244 },
        { 0.152829, 1.070883, 0.020994, 0.068940, 0.141251 },
        { 0.088680, 0.020994, 0.910692, -0.222769, 0.060267 },
        { 0.185377, 0.068940, -0.222769, 0.833275, 0.058072 },
        { 0.156244, 0.141251, 0.060267, 0.058072, 0.735495 },
    };

    public static double[] MeanRightSide => [2.483570, -0.691321, 3.238442, 7.615149, -1.170766];

    /// <summary>Trained with Adam, then BFGS, on A x = b with fixed A.</summary>
    public static Coefficients PublishedFixed { get; } = new(
        -0.75338897, -0.69512928, -1.28298784, -0.8088681, 0.87909088, 1.48089791, -0.69293485, -2.75058767, -2.00362172, 0.90054142);

    /// <summary>Trained likewise on A x = b with an A of its own for every instance.</summary>
    public static Coefficients PublishedRandom { get; } = new(
        -0.13620847, 0.08868813, 0.10030381, -1.53856325, 0.76759586, 2.0007581, -1.13633718, -0.39309495, 0.86202745, -0.03033491);

    public static EquationFamily LinearFixed() => ProblemFamily.Equations(
        "linear-fixed", 5, [new("b", 5)], (x, p) => (LinearMatrix * x) - p["b"], InitialGuess.Zero);

    public static EquationFamily LinearRandom() => ProblemFamily.Equations(
        "linear-random", 5, [new("A", 5, 5), new("b", 5)], (x, p) => (p["A"] * x) - p["b"], InitialGuess.Zero);

    /// <summary>f(x) = x - 1/(1 - A x), the discretised Chandrasekhar H-equation with c = 0.875.</summary>
    public static EquationFamily Chandrasekhar(int unknowns)
    {
        double[,] a = ChandrasekharMatrix(unknowns);
        return ProblemFamily.Equations("chandrasekhar-h", unknowns, x => x - (1 / (1 - (a * x))));
    }

    /// <summary>
    /// The Bratu equation u'' + λ eᵘ = 0 on a grid, h² of it, in scalar loops, as people write stencils: a thousand operations
    /// for a hundred unknowns.
    /// </summary>
    public static EquationFamily Stencil(int unknowns)
    {
        double h = 1.0 / (unknowns + 1);
        return ProblemFamily.Equations(
            "bratu-stencil",
            unknowns,
            [new("lambda")],
            (x, p) =>
            {
                var f = new Expression[unknowns];
                for (int i = 0; i < unknowns; i++)
                {
                    Expression left = i == 0 ? 0.0 : x[i - 1];
                    Expression right = i == unknowns - 1 ? 0.0 : x[i + 1];
                    f[i] = left - (2 * x[i]) + right + (h * h * p["lambda"] * Expression.Exp(x[i]));
                }

                return Expression.Stack(f);
            },
            InitialGuess.Zero);
    }

    /// <summary>The Bratu equation u'' + λ eᵘ = 0 itself, whose raw values lead nowhere; λ differs.</summary>
    public static EquationFamily Bratu(int unknowns)
    {
        double[,] laplacian = Laplacian(unknowns);
        return ProblemFamily.Equations(
            "Bratu", unknowns, [new("lambda")], (u, p) => (laplacian * u) + (p["lambda"] * Expression.Exp(u)), InitialGuess.Zero);
    }

    /// <summary>u'' on a grid of the unit interval, zero at its ends.</summary>
    public static double[,] Laplacian(int unknowns)
    {
        double[,] matrix = new double[unknowns, unknowns];
        for (int i = 0; i < unknowns; i++)
        {
            for (int j = Math.Max(0, i - 1); j < Math.Min(unknowns, i + 2); j++)
            {
                matrix[i, j] = (i == j ? -2 : 1) * (unknowns + 1.0) * (unknowns + 1);
            }
        }

        return matrix;
    }

    public static double[,] ChandrasekharMatrix(int unknowns, double albedo = 0.875)
    {
        var a = new double[unknowns, unknowns];
        for (int i = 0; i < unknowns; i++)
        {
            for (int j = 0; j < unknowns; j++)
            {
                double mu = (i + 0.5) / unknowns;
                double nu = (j + 0.5) / unknowns;
                a[i, j] = albedo / (2 * unknowns) * mu / (mu + nu);
            }
        }

        return a;
    }

    /// <summary>b = b̄ + U(-1, 1) per entry.</summary>
    public static InstanceBatch LinearFixedData(int count, int seed) => InstanceBatch.Of(count, ("b", RightSides(count, new Random(seed))));

    /// <summary>A = sym(Ā + U(-1, 1)) + 5 I, and b as for the fixed matrix.</summary>
    public static InstanceBatch LinearRandomData(int count, int seed)
    {
        Random random = new(seed);
        double[] b = RightSides(count, random);
        var matrices = new double[count * 25];
        for (int instance = 0; instance < count; instance++)
        {
            double[,] a = LinearMatrix;
            for (int i = 0; i < 25; i++)
            {
                a[i / 5, i % 5] += Uniform(random);
            }

            for (int i = 0; i < 25; i++)
            {
                matrices[(25 * instance) + i] = ((a[i / 5, i % 5] + a[i % 5, i / 5]) / 2) + (i / 5 == i % 5 ? 5 : 0);
            }
        }

        return InstanceBatch.Of(count, ("A", matrices), ("b", b));
    }

    /// <summary>x₀ ~ N(1, 0.2) per entry; 0.2 is the variance.</summary>
    public static InstanceBatch ChandrasekharData(int count, int unknowns, int seed)
    {
        Random random = new(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

        double[] guesses = [.. Enumerable.Range(0, count * unknowns).Select(_ => 1 + (Math.Sqrt(0.2) * Normal()))];
        return InstanceBatch.Of(count, (InitialGuess.DefaultName, guesses));
    }

    /// <summary>One b.</summary>
    public static double[] RightSide(Random random) => [.. MeanRightSide.Select(mean => mean + Uniform(random))];

    private static double[] RightSides(int count, Random random) => [.. Enumerable.Range(0, count).SelectMany(_ => RightSide(random))];

    private static double Uniform(Random random) => (2 * random.NextDouble()) - 1;
}
