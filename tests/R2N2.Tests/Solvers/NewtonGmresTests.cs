using MathNet.Numerics.LinearAlgebra;
using R2N2.Reference;

namespace R2N2.Tests.Solvers;

public sealed class NewtonGmresTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Solve_Chandrasekhar_LeavesTheResidualsOfLeastSquaresOverTheKrylovSpace(int n)
    {
        double[][] guesses = Guesses(40);
        var family = ReferenceProblems.Chandrasekhar(10);
        InstanceBatch instances = InstanceBatch.Of(guesses.Length, ("X0", [.. guesses.SelectMany(guess => guess)]));

        for (int limit = 1; limit <= 3; limit++)
        {
            SolveResult found = new NewtonGmres { InnerIterations = n, AbsoluteTolerance = null, IterationLimit = limit }.Solve(family, instances);

            for (int i = 0; i < guesses.Length; i++)
            {
                double expected = Residual(Reference(guesses[i], n, limit)).L2Norm();
                Assert.Equal(expected, found[i].ResidualNorm, (1e-7 * expected) + 1e-13);
                Assert.Equal((SolveStatus.IterationLimit, limit, 1 + (limit * (n + 1))), Counts(found, i));
            }
        }
    }

    [Fact]
    public void Solve_LinearWithAsManyProductsAsUnknowns_IsDoneInOneIteration()
    {
        InstanceBatch instances = ReferenceProblems.LinearRandomData(30, 4);

        SolveResult found = new NewtonGmres { InnerIterations = 5, AbsoluteTolerance = 1e-8 }.Solve(ReferenceProblems.LinearRandom(), instances);

        Assert.All(Enumerable.Range(0, 30), i => Assert.Equal((SolveStatus.Converged, 1, 7), Counts(found, i)));
        Assert.All(found.ResidualNorm.ToArray(), norm => Assert.InRange(norm, 0, 1e-8));
    }

    [Fact]
    public void Solve_SpaceThatIsCompleteEarly_TakesNoMoreProducts()
    {
        // f(x) = 2 x - b: the first direction holds the solution, and the guess of the second instance is it.
        var family = ProblemFamily.Equations("double", 3, [new("b", 3)], (x, p) => (2 * x) - p["b"], InitialGuess.Given());
        InstanceBatch instances = InstanceBatch.Of(2, ("X0", [0, 0, 0, 1, 2, 3]), ("b", [1, 2, 4, 2, 4, 6]));

        NewtonGmres method = new() { InnerIterations = 3, AbsoluteTolerance = 1e-12 };

        SolveResult found = method.Solve(family, instances);

        Assert.Equal((SolveStatus.Converged, 1, 3), Counts(found, 0));
        Assert.Equal((SolveStatus.Converged, 0, 1), Counts(found, 1));
        SolveResult two = (method with { AbsoluteTolerance = null, IterationLimit = 2 }).Solve(family, instances);
        Assert.All(two.ResidualNorm.ToArray(), norm => Assert.Equal(0, norm, 1e-12));
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1)]
    [InlineData(1e16)]
    public void Solve_ResidualOfAnySize_TakesAsManyProductsAsUnknowns(double size)
    {
        var family = ProblemFamily.Equations(
            "linear", 2, [new("b", 2)], (x, p) => Expression.Stack((2 * x[0]) + (0.3 * x[1]), (0.7 * x[0]) + (1.1 * x[1])) - p["b"], InitialGuess.Zero);

        SolveResult found = new NewtonGmres { AbsoluteTolerance = null, RelativeTolerance = 1e-12 }
            .Solve(family, InstanceBatch.Of(1, ("b", [0.1 * size, 0.3 * size])));

        Assert.Equal((SolveStatus.Converged, 1, 1 + 2 + 1), Counts(found, 0));
    }

    private static (SolveStatus Status, long Iterations, long Evaluations) Counts(SolveResult found, int row) =>
        (found[row].Status, found[row].Iterations, found.Evaluations!.Value.Span[row]);

    private static double[][] Guesses(int count)
    {
        Random random = new(9);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 10).Select(_ => 0.6 + (0.8 * random.NextDouble())).ToArray())];
    }

    private static Vector<double> Residual(Vector<double> x) => x - (1 / (1 - (Matrix() * x)));

    private static Matrix<double> Matrix() => Matrix<double>.Build.DenseOfArray(ReferenceProblems.ChandrasekharMatrix(10));

    // Newton's method with the minimum over span{f, J f, …} by a QR decomposition of the space's image.
    private static Vector<double> Reference(double[] guess, int n, int iterations)
    {
        Vector<double> x = Vector<double>.Build.DenseOfArray(guess);
        for (int k = 0; k < iterations; k++)
        {
            Vector<double> f = Residual(x);
            Vector<double> slope = (1 - (Matrix() * x)).PointwisePower(-2);
            Matrix<double> jacobian = Matrix<double>.Build.DenseIdentity(10) - (Matrix<double>.Build.DenseOfDiagonalVector(slope) * Matrix());
            List<Vector<double>> space = [f.Normalize(2)];
            while (space.Count < n)
            {
                space.Add((jacobian * space[^1]).Normalize(2));
            }

            Matrix<double> basis = Matrix<double>.Build.DenseOfColumnVectors(space);
            x += basis * (jacobian * basis).QR().Solve(-f);
        }

        return x;
    }
}
