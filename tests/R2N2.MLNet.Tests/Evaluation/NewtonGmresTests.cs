using MathNet.Numerics.LinearAlgebra;
using R2N2.Reference;

namespace R2N2.MLNet.Tests;

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
            var found = new NewtonGmres(family, n).Solve(instances, null, null, limit);

            for (int i = 0; i < guesses.Length; i++)
            {
                double expected = Residual(Reference(guesses[i], n, limit)).L2Norm();
                Assert.Equal(expected, found[i].Norm, (1e-7 * expected) + 1e-13);
                Assert.Equal((SolveStatus.IterationLimit, limit, 1 + (limit * (n + 1))), (found[i].Status, found[i].Iterations, found[i].Evaluations));
            }
        }
    }

    [Fact]
    public void Solve_LinearWithAsManyProductsAsUnknowns_IsDoneInOneIteration()
    {
        InstanceBatch instances = ReferenceProblems.LinearRandomData(30, 4);

        var found = new NewtonGmres(ReferenceProblems.LinearRandom(), 5).Solve(instances, 1e-8, null, 50);

        Assert.All(found, row => Assert.Equal((SolveStatus.Converged, 1, 7), (row.Status, row.Iterations, row.Evaluations)));
        Assert.All(found, row => Assert.InRange(row.Norm, 0, 1e-8));
    }

    [Fact]
    public void Solve_SpaceThatIsCompleteEarly_TakesNoMoreProducts()
    {
        // f(x) = 2 x - b: the first direction holds the solution, and the guess of the second instance is it.
        var family = ProblemFamily.Equations("double", 3, [new("b", 3)], (x, p) => (2 * x) - p["b"], InitialGuess.Given());
        InstanceBatch instances = InstanceBatch.Of(2, ("X0", [0, 0, 0, 1, 2, 3]), ("b", [1, 2, 4, 2, 4, 6]));

        var found = new NewtonGmres(family, 3).Solve(instances, 1e-12, null, 10);

        Assert.Equal((SolveStatus.Converged, 1, 3), (found[0].Status, found[0].Iterations, found[0].Evaluations));
        Assert.Equal((SolveStatus.Converged, 0, 1), (found[1].Status, found[1].Iterations, found[1].Evaluations));
        Assert.All(new NewtonGmres(family, 3).Solve(instances, null, null, 2), row => Assert.Equal(0, row.Norm, 1e-12));
    }

    [Fact]
    public void Solve_InstancesTogether_GiveWhatEachGivesAlone()
    {
        double[][] guesses = [.. Guesses(12), [.. Enumerable.Repeat(double.NaN, 10)], [.. Enumerable.Repeat(8.0, 10)]];
        NewtonGmres method = new(ReferenceProblems.Chandrasekhar(10), 4);

        var together = method.Solve(InstanceBatch.Of(guesses.Length, ("X0", [.. guesses.SelectMany(guess => guess)])), 1e-10, 1e-14, 20);

        Assert.Equal(guesses.SelectMany(guess => method.Solve(InstanceBatch.Of(1, ("X0", guess)), 1e-10, 1e-14, 20)), together);
        Assert.Equal(SolveStatus.NotFinite, together[12].Status);
        Assert.All(together[..12], row => Assert.Equal(SolveStatus.Converged, row.Status));
    }

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
