using MathNet.Numerics.LinearAlgebra;
using R2N2.Reference;
using R2N2.Tests.Engines;

namespace R2N2.Tests.Superstructures;

/// <summary>For linear systems a step is a polynomial of A applied to the residual; GMRES(n) is the best of those.</summary>
public class KrylovTests
{
    private readonly PlainEquations _problem = OuterStep.Problems["clashing linear"];
    private readonly Random _random = new(7);

    public static TheoryData<int, string> OrdersAndGenerations()
    {
        TheoryData<int, string> data = [];
        for (int n = 1; n <= 3; n++)
        {
            foreach (GenerationModule generation in OuterStep.Generations)
            {
                data.Add(n, generation.Name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(OrdersAndGenerations))]
    public void Step_OfALinearSystem_MultipliesTheResidualByItsPolynomial(int n, string generation)
    {
        (Dictionary<string, double[]> p, double[] x, Matrix<double> a, Vector<double> r) = Draw();
        double[] theta = OuterStep.DrawTheta(_random, n);
        double[] next = OuterStep.Run(_problem.Family, new(n, GenerationModule.Parse(generation)), theta, x, p);

        // Horner: p(A) r.
        Vector<double> expected = r * 0;
        foreach (double coefficient in Polynomial(theta, n).Reverse())
        {
            expected = (a * expected) + (coefficient * r);
        }

        OuterStep.AssertClose([.. expected], _problem.F(next, p), 1e-11);
    }

    [Theory]
    [MemberData(nameof(OrdersAndGenerations))]
    public void Step_WithAnyCoefficients_NeverBeatsGmres(int n, string generation)
    {
        for (int trial = 0; trial < 20; trial++)
        {
            (Dictionary<string, double[]> p, double[] x, Matrix<double> a, Vector<double> r) = Draw();
            double[] next = OuterStep.Run(
                _problem.Family, new(n, GenerationModule.Parse(generation)), OuterStep.DrawTheta(_random, n, size: 1.5), x, p);
            Assert.True(Norm(_problem.F(next, p)) >= Optimum(a, r, n).Norm * (1 - 1e-10));
        }
    }

    [Theory]
    [MemberData(nameof(OrdersAndGenerations))]
    public void Step_WithTheBestLastRow_EqualsGmres(int n, string generation)
    {
        (Dictionary<string, double[]> p, double[] x, Matrix<double> a, Vector<double> r) = Draw();
        double[] theta = OuterStep.DrawTheta(_random, n);
        (double optimum, Vector<double> best) = Optimum(a, r, n);

        // v_j = q_j(A) r; the optimum in powers of A, written in the v_j.
        Matrix<double> basis = Matrix<double>.Build.DenseOfColumns(
            Generated(theta, n).Select(q => q.Concat(new double[n - q.Length])));
        double[] last = [.. basis.Solve(best)];
        double[] tuned = [.. theta[..^n], .. last];
        double[] next = OuterStep.Run(_problem.Family, new(n, GenerationModule.Parse(generation)), tuned, x, p);
        Assert.Equal(1, Norm(_problem.F(next, p)) / optimum, 1e-8);
    }

    [Fact]
    public void Step_WithThePublishedCoefficients_FallsAsPublished()
    {
        const int Instances = 1000;
        double[] published = [8.79, 1.06e-2, 4.17e-5, 1.92e-7, 9.6e-10, 5.0e-12];
        PlainEquations problem = OuterStep.Problems["linear-fixed"];
        NDArray b = new([Instances, 5], [.. Enumerable.Range(0, Instances).SelectMany(_ => problem.Draw(_random)["b"])]);
        NDArray[] theta = [.. ReferenceProblems.PublishedFixed.Values.ToArray().Select(value => new NDArray([], [value]))];
        RecordedFunction step = new OuterIteration(problem.Family, Superstructure.Krylov(4)).Recorded;

        NDArray x = new([Instances, 5], new double[Instances * 5]);
        foreach (double expected in published)
        {
            NDArray residual = PlainEngine.Instance.Evaluate(problem.Family.Residual, [x, b])[0];
            double mean = residual.Values.Chunk(5).Average(Norm);
            Assert.Equal(1, mean / expected, 0.05);
            x = PlainEngine.Instance.Evaluate(step, [x, residual, b, .. theta])[0];
        }
    }

    private (Dictionary<string, double[]> P, double[] X, Matrix<double> A, Vector<double> R) Draw()
    {
        Dictionary<string, double[]> p = _problem.Draw(_random);
        double[] x = _problem.DrawPoint(_random);
        return (p, x, Matrix<double>.Build.DenseOfRowMajor(4, 4, p["x"]), Vector<double>.Build.Dense(_problem.F(x, p)));
    }

    // The least ‖r + A d‖ over d in span{r, A r, …, A^(n-1) r}, and d's coefficients.
    private static (double Norm, Vector<double> Coefficients) Optimum(Matrix<double> a, Vector<double> r, int n)
    {
        List<Vector<double>> images = [a * r];
        while (images.Count < n)
        {
            images.Add(a * images[^1]);
        }

        Matrix<double> image = Matrix<double>.Build.DenseOfColumnVectors(images);
        Vector<double> best = image.QR().Solve(-r);
        return ((r + (image * best)).L2Norm(), best);
    }

    // q_1 = 1, q_{j+1} = 1 + z Σ θ_{j,l} q_l: v_j = q_j(A) r, coefficients of z⁰, z¹, …
    private static List<double[]> Generated(double[] theta, int n)
    {
        List<double[]> q = [[1.0]];
        for (int j = 1; j < n; j++)
        {
            q.Add(OnePlusZTimes(theta.AsSpan(Coefficients.Count(j - 1), j), q));
        }

        return q;
    }

    private static double[] Polynomial(double[] theta, int n) => OnePlusZTimes(theta.AsSpan(^n..), Generated(theta, n));

    private static double[] OnePlusZTimes(ReadOnlySpan<double> row, List<double[]> q)
    {
        double[] sum = new double[row.Length + 1];
        sum[0] = 1;
        for (int l = 0; l < row.Length; l++)
        {
            for (int power = 0; power < q[l].Length; power++)
            {
                sum[power + 1] += row[l] * q[l][power];
            }
        }

        return sum;
    }

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(value => value * value));
}
