using MathNet.Numerics.LinearAlgebra;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>The minimal residual step by the plain reader, against a least-squares solver from elsewhere.</summary>
public sealed class MinimalResidualTests
{
    private const double Resolution = 1.0 / (1L << 52);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 1)]
    [InlineData(6, 3)]
    [InlineData(6, 6)]
    [InlineData(12, 8)]
    public void Step_RandomVectors_IsTheLeastSquaresSolution(int unknowns, int count)
    {
        Random random = new(unknowns + count);
        for (int trial = 0; trial < 50; trial++)
        {
            Matrix<double> jacobian = Normal(random, unknowns, unknowns);
            Matrix<double> vectors = Normal(random, unknowns, count) * Math.Pow(10, random.Next(-100, 100));
            Vector<double> f = Normal(random, unknowns, 1).Column(0);

            Vector<double> step = Step(jacobian, f, vectors);

            Vector<double> expected = -vectors * (jacobian * vectors).QR().Solve(f);
            double condition = (jacobian * vectors).ConditionNumber();
            Assert.True((step - expected).L2Norm() <= 1e-14 * condition * condition * (1 + expected.L2Norm()), $"{step - expected}");
            Vector<double> left = f + (jacobian * step);
            Assert.True(left.L2Norm() <= f.L2Norm() * (1 + 1e-14));
        }
    }

    [Fact]
    public void Step_DependentVectors_IsThatOfTheOthers()
    {
        Random random = new(3);
        for (int trial = 0; trial < 50; trial++)
        {
            Matrix<double> jacobian = Normal(random, 6, 6);
            Matrix<double> vectors = Normal(random, 6, 3);
            Vector<double> f = Normal(random, 6, 1).Column(0);
            Matrix<double> more = Matrix<double>.Build.DenseOfColumnVectors(
                vectors.Column(0),
                vectors.Column(0) * -3,
                vectors.Column(1),
                vectors.Column(0) + vectors.Column(1),
                Vector<double>.Build.Dense(6),
                vectors.Column(2));

            Vector<double> difference = Step(jacobian, f, more) - Step(jacobian, f, vectors);

            Assert.True(difference.L2Norm() < 1e-6, $"{difference}");
        }
    }

    [Fact]
    public void Step_VectorsOrImagesNotFinite_AreLeftOut()
    {
        Matrix<double> jacobian = Matrix<double>.Build.DenseDiagonal(3, 3, 2);
        Vector<double> f = Vector<double>.Build.Dense([1, 2, 3]);
        foreach (double spoilt in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            Matrix<double> vectors = Matrix<double>.Build.DenseOfColumnVectors(f, Vector<double>.Build.Dense([spoilt, 1, 1]));

            Assert.True((Step(jacobian, f, vectors) + (f / 2)).L2Norm() < 1e-15);
        }

        jacobian[0, 0] = double.NaN;
        Assert.Equal(0, Step(jacobian, f, f.ToColumnMatrix()).L2Norm());
        Assert.Equal(0, Step(Matrix<double>.Build.Dense(3, 3), f, f.ToColumnMatrix()).L2Norm());
    }

    [Fact]
    public void Step_ImagesFiniteButNotTheirNorm_AreLeftOut()
    {
        Matrix<double> jacobian = Matrix<double>.Build.Dense(3, 3, 1.7e308);
        Vector<double> f = Vector<double>.Build.Dense([1, 2, 3]);

        Assert.Equal(0, Step(jacobian, f, f.ToColumnMatrix()).L2Norm());
    }

    [Fact]
    public void Step_MoreThanEightVectors_UsesTheFirstEight()
    {
        Random random = new(9);
        Matrix<double> jacobian = Normal(random, 12, 12);
        Matrix<double> vectors = Normal(random, 12, 10);
        Vector<double> f = Normal(random, 12, 1).Column(0);

        Assert.Equal(Step(jacobian, f, vectors.SubMatrix(0, 12, 0, 8)), Step(jacobian, f, vectors));
    }

    private static Vector<double> Step(Matrix<double> jacobian, Vector<double> f, Matrix<double> vectors)
    {
        int m = f.Count;
        var family = ProblemFamily.Equations("linear", m, [new("J", m, m)], (x, p) => p["J"] * x);
        PlainSafeguardEngine engine = new(family, [new NDArray([m, m], jacobian.ToRowMajorArray())]);
        NDArray[] values = [.. vectors.EnumerateColumns().Select(column => NDArray.Vector(column.ToArray()))];
        double[] x = [.. Enumerable.Range(1, m).Select(i => Math.Pow(-3, i))];
        (NDArray step, NDArray stretch) = new MinimalResidual(m, Resolution).Of(engine, NDArray.Vector(x), NDArray.Vector(f.ToArray()), values);

        Vector<double> relative = Vector<double>.Build.Dense(m, i => vectors[i, 0] < 0 ? -Math.Abs(x[i]) : Math.Abs(x[i]));
        double expected = (jacobian * (relative / relative.L1Norm())).L2Norm();
        Assert.Equal(double.IsFinite(expected) ? expected : 0, stretch.Values[0], 1e-13 * (double.IsFinite(expected) ? expected : 0));
        return Vector<double>.Build.Dense(step.Values);
    }

    private static Matrix<double> Normal(Random random, int rows, int columns) => Matrix<double>.Build.Dense(rows, columns, (_, _) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
