using MathNet.Numerics.LinearAlgebra;
using R2N2.Reference;

namespace R2N2.Tests.Superstructures;

/// <summary>Anderson's method and its relations to others, against least squares of another library.</summary>
public sealed class AndersonTests
{
    private const int Instances = 20;

    // Rounding errors of the least-squares problems, relative to the first residual.
    private const double Rounding = 1e-11;

    public static IReadOnlyDictionary<string, PlainEquations> Problems { get; } = new Dictionary<string, PlainEquations>
    {
        ["linear"] = new LinearEquations(),
        ["H-equation"] = new ChandrasekharEquations(10),
    };

    public static IEnumerable<object[]> Cases =>
        from problem in Problems.Keys
        from history in Enumerable.Range(1, 3)
        from beta in (double[])[-1, -0.7]
        select new object[] { problem, history, beta };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Anderson_AnyMemory_IteratesAsAndersonsMethodDoes(string name, int history, double beta)
    {
        const int Iterations = 5;
        PlainEquations problem = Problems[name];
        R2N2Network network = new(problem.Family, Superstructure.Anderson(history), new Coefficients(beta));
        foreach ((Dictionary<string, double[]> p, double[][] found) in Iterates(problem, network, Iterations))
        {
            List<Vector<double>> expected = Classical(x => problem.F(x, p), problem.Guess(p), history, -beta, Iterations);
            AssertClose(expected, found);
        }
    }

    // Walker and Ni, SIAM J. Numer. Anal. 49(4), 2011, theorem 2.2: x_{k+1} = g(x_k of GMRES), where all iterations are remembered.
    [Fact]
    public void Anderson_LinearWithAllOfTheHistory_IsAFixedPointStepAfterGmres()
    {
        const int Iterations = 4;
        LinearEquations problem = new();
        Vector<double> zero = Vector<double>.Build.Dense(problem.Size);
        R2N2Network network = new(problem.Family, Superstructure.Anderson(Iterations), new Coefficients(-1.0));
        Vector<double> F(Vector<double> x, Dictionary<string, double[]> p) => Vector<double>.Build.Dense(problem.F(x.ToArray(), p));

        foreach ((Dictionary<string, double[]> p, double[][] found) in Iterates(problem, network, Iterations))
        {
            Vector<double> x = Vector<double>.Build.Dense(problem.Guess(p)), r = F(x, p);
            List<Vector<double>> expected = [x, x - r], krylov = [];
            for (int k = 1; k < Iterations; k++)
            {
                krylov.Add(k == 1 ? r : F(krylov[^1], p) - F(zero, p));
                Matrix<double> images = Matrix<double>.Build.DenseOfColumnVectors(krylov.Select(vector => F(vector, p) - F(zero, p)));
                Vector<double> gmres = x - (Matrix<double>.Build.DenseOfColumnVectors(krylov) * images.QR().Solve(r));
                expected.Add(gmres - F(gmres, p));
            }

            AssertClose(expected, found);
        }
    }

    // Secants of a scalar equation: with one that is remembered the minimal residual is zero.
    [Fact]
    public void Anderson_OneUnknown_IsTheSecantMethod()
    {
        EquationFamily family = ProblemFamily.Equations("cosine", 1, x => x - Expression.Cos(x));
        static double F(double x) => x - Math.Cos(x);

        double[] found = Iterates(new(family, Superstructure.Anderson(2), new Coefficients(-1.0)), InstanceBatch.Of(1, ("X0", [0.2])), 4);

        List<double> expected = [0.2, 0.2 - F(0.2)];
        while (expected.Count < found.Length)
        {
            (double before, double x) = (expected[^2], expected[^1]);
            expected.Add(x - (F(x) * (x - before) / (F(x) - F(before))));
        }

        OuterStep.AssertClose([.. expected], found, 1e-9);
    }

    // The first iteration has nothing to remember, whatever P makes of the first residual.
    [Fact]
    public void Anderson_FirstIteration_IsTheStepWithoutHistory()
    {
        ScaledCubicEquations problem = new(0.5, 1);
        Superstructure plain = Superstructure.Krylov(1) with { Preconditioner = ScaledCubicEquations.Diagonal };
        Superstructure anderson = Superstructure.Anderson(3) with { Preconditioner = ScaledCubicEquations.Diagonal };
        InstanceBatch batch = Draw(problem).Batch;

        OuterStep.AssertClose(
            Iterates(new(problem.Family, plain, new Coefficients(-0.8)), batch, 1),
            Iterates(new(problem.Family, anderson, new Coefficients(-0.8)), batch, 1),
            1e-15);
    }

    // For a linear system and directions that span the Krylov space, one outer iteration with β = 0 is a cycle of GMRES(n - 1).
    [Theory]
    [InlineData(nameof(GenerationModule.Evaluations))]
    [InlineData(nameof(GenerationModule.DirectionalDerivatives))]
    public void MinimalResidual_LinearSystem_EqualsGmres(string generation)
    {
        LinearEquations problem = new();
        Superstructure structure = new(4, GenerationModule.Parse(generation)) { Assembly = AssemblyModule.MinimalResidual };
        R2N2Network network = new(problem.Family, structure, new Coefficients(-0.7, 0.1, -0.8, 0.2, -0.1, -0.9, 0));
        foreach ((Dictionary<string, double[]> p, double[][] found) in Iterates(problem, network, 1))
        {
            Vector<double> r = Vector<double>.Build.Dense(problem.F(problem.Guess(p), p)), krylov = r;
            List<Vector<double>> images = [];
            for (int k = 0; k < 3; k++)
            {
                krylov = Vector<double>.Build.Dense(problem.Jv(found[0], krylov.ToArray(), p));
                images.Add(krylov);
            }

            Matrix<double> image = Matrix<double>.Build.DenseOfColumnVectors(images);
            double smallest = (r - (image * image.QR().Solve(r))).L2Norm();

            Assert.Equal(1, Vector<double>.Build.Dense(problem.F(found[1], p)).L2Norm() / smallest, 1e-8);
        }
    }

    // Anderson's method as it is usually written, for g(x) = x - f(x): residuals g - x, damping β above 0.
    private static List<Vector<double>> Classical(Func<double[], double[]> f, double[] start, int history, double damping, int iterations)
    {
        List<Vector<double>> xs = [Vector<double>.Build.Dense(start)];
        List<Vector<double>> residuals = [];
        for (int k = 0; k < iterations; k++)
        {
            residuals.Add(-Vector<double>.Build.Dense(f(xs[^1].ToArray())));
            Vector<double> step = damping * residuals[^1];
            int[] remembered = [.. Enumerable.Range(Math.Max(0, k - history), Math.Min(k, history))];
            if (remembered.Length > 0)
            {
                Matrix<double> changes = Matrix<double>.Build.DenseOfColumnVectors(remembered.Select(i => residuals[i + 1] - residuals[i]));
                Matrix<double> steps = Matrix<double>.Build.DenseOfColumnVectors(remembered.Select(i => xs[i + 1] - xs[i]));
                step -= (steps + (damping * changes)) * changes.QR().Solve(residuals[^1]);
            }

            xs.Add(xs[^1] + step);
        }

        return xs;
    }

    private static (InstanceBatch Batch, Dictionary<string, double[]>[] Instances) Draw(PlainEquations problem)
    {
        Random random = new(11);
        Dictionary<string, double[]>[] instances = [.. Enumerable.Range(0, Instances).Select(_ => problem.Draw(random))];
        return (
            InstanceBatch.Of(Instances, problem.Family.Inputs.Select(input => (input.Name, instances.SelectMany(p => p[input.Name]).ToArray()))),
            instances);
    }

    // Each instance with its iterates 0 … K.
    private static IEnumerable<(Dictionary<string, double[]> Instance, double[][] Iterates)> Iterates(
        PlainEquations problem, R2N2Network network, int iterations)
    {
        (InstanceBatch batch, Dictionary<string, double[]>[] instances) = Draw(problem);
        double[] all = Iterates(network, batch, iterations);
        return instances.Zip(all.Chunk((iterations + 1) * problem.Size).Select(own => own.Chunk(problem.Size).ToArray()));
    }

    private static double[] Iterates(R2N2Network network, InstanceBatch batch, int iterations)
    {
        using Solver solver = network.ToSolver(new() { AbsoluteTolerance = null, IterationLimit = iterations, Iterates = true });
        return solver.Solve(batch).Iterates!.Value.ToArray();
    }

    private static void AssertClose(List<Vector<double>> expected, double[][] found)
    {
        double size = (expected[1] - expected[0]).L2Norm();
        for (int k = 0; k < found.Length; k++)
        {
            Assert.True((expected[k] - Vector<double>.Build.Dense(found[k])).L2Norm() <= Rounding * size, $"Iterate {k}: {expected[k]} is not [{string.Join(", ", found[k])}].");
        }
    }
}
