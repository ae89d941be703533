using MathNet.Numerics.LinearAlgebra;
using R2N2.Reference;

namespace R2N2.Tests.Solvers;

public sealed class NewtonTests
{
    [Fact]
    public void Solve_Chandrasekhar_ConvergesQuadratically()
    {
        var family = ReferenceProblems.Chandrasekhar(10);
        InstanceBatch instances = InstanceBatch.Of(1, ("X0", Enumerable.Repeat(0.8, 10).ToArray()));
        Newton method = new() { AbsoluteTolerance = null };
        double[] solution = (method with { IterationLimit = 12 }).Solve(family, instances).Solution.ToArray();

        double[] errors = [.. Enumerable.Range(0, 4).Select(k => ConvergenceOrder.Distance(
            (method with { IterationLimit = k }).Solve(family, instances).Solution.Span, solution))];

        Assert.InRange(ConvergenceOrder.Slope(errors[..^1], errors[1..]), 1.8, 2.2);
    }

    [Fact]
    public void Solve_OneStep_IsWhatMathNetsLuGives()
    {
        InstanceBatch instances = ReferenceProblems.LinearRandomData(50, 4);
        double[] matrices = instances["A"].ToArray();
        double[] right = instances["b"].ToArray();

        SolveResult found = new Newton { AbsoluteTolerance = null, IterationLimit = 1 }.Solve(ReferenceProblems.LinearRandom(), instances);

        for (int i = 0; i < 50; i++)
        {
            Matrix<double> a = Matrix<double>.Build.DenseOfRowMajor(5, 5, matrices[(25 * i)..(25 * (i + 1))]);
            Vector<double> expected = a.LU().Solve(Vector<double>.Build.Dense(right[(5 * i)..(5 * (i + 1))]));
            Assert.Equal(0, (expected - Vector<double>.Build.Dense(found[i].Solution.ToArray())).L2Norm() / expected.L2Norm(), 1e-11);
            Assert.Equal(1 + 5 + 1, found.Evaluations!.Value.Span[i]);
        }
    }

    // Columns of J are computed several at a time: one group, a whole number of groups, and one that is not full.
    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(37)]
    public void Solve_ManyUnknowns_IsWhatMathNetsLuGives(int m)
    {
        const int count = 20;
        var family = ProblemFamily.Equations("linear", m, [new("A", m, m), new("b", m)], (x, p) => (p["A"] * x) - p["b"], InitialGuess.Zero);
        Random random = new(m);
        double[] Numbers(int size) => [.. Enumerable.Range(0, count * size).Select(_ => random.NextDouble() - 0.5)];
        InstanceBatch instances = InstanceBatch.Of(count, ("A", Numbers(m * m)), ("b", Numbers(m)));

        SolveResult found = new Newton { AbsoluteTolerance = null, IterationLimit = 1 }.Solve(family, instances);

        for (int i = 0; i < count; i++)
        {
            Matrix<double> a = Matrix<double>.Build.DenseOfRowMajor(m, m, instances["A"].Slice(i * m * m, m * m).ToArray());
            Vector<double> expected = a.LU().Solve(Vector<double>.Build.Dense(instances["b"].Slice(i * m, m).ToArray()));
            Assert.Equal(0, (expected - Vector<double>.Build.Dense(found[i].Solution.ToArray())).L2Norm() / expected.L2Norm(), 1e-9);
            Assert.Equal(1 + m + 1, found.Evaluations!.Value.Span[i]);
        }
    }

    [Fact]
    public void Solve_ZeroOnTheDiagonal_IsPivoted()
    {
        // x₂ = 1, x₁ = 2, x₃ = x₁ + x₂: no elimination without exchanging rows.
        var family = ProblemFamily.Equations(
            "permuted", 3, x => Expression.Stack(x[1] - 1, x[0] - 2, x[2] - x[0] - x[1]), InitialGuess.Zero);

        SolveResult found = new Newton().Solve(family, InstanceBatch.Of(1));

        Assert.Equal([2, 1, 3], found.Solution.ToArray());
        Assert.Equal((SolveStatus.Converged, 1), (found[0].Status, found[0].Iterations));
    }

    [Fact]
    public void Solve_SingularDerivative_EndsThatInstanceAtItsBestIterate()
    {
        // x² + c = 0 from 0, where the derivative is 0; from 1, it has the root √-c.
        var family = ProblemFamily.Equations("square", 1, [new("c")], (x, p) => (x * x) + p["c"]);
        InstanceBatch instances = InstanceBatch.Of(3, ("X0", [0, 1, double.NaN]), ("c", [-4, -4, -4]));

        SolveResult found = new Newton().Solve(family, instances);

        Assert.Equal([SolveStatus.NotFinite, SolveStatus.Converged, SolveStatus.NotFinite], found.Status.ToArray());
        Assert.Equal((0, 4), (found.Solution.Span[0], found.ResidualNorm.Span[0]));
        Assert.Equal(2, found.Solution.Span[1], 1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Solve_FThatHasNoDerivative_EndsNotFiniteAtTheGuess(bool gmres)
    {
        ClassicalSolver method = gmres ? new NewtonGmres() : new Newton();
        Func<Expression, Expression>[] flat = [Expression.Sign, x => Expression.SelectLess(x, 0, -1, 1), x => Expression.SelectLess(x, 0, 1, 0)];

        Assert.All(flat, f =>
        {
            SolveResult found = method.Solve(ProblemFamily.Equations("flat", 1, f), InstanceBatch.Of(1, ("X0", [-3])));
            Assert.Equal((SolveStatus.NotFinite, 1, -3), (found[0].Status, found[0].Iterations, found.Solution.Span[0]));
            Assert.Equal(1, found[0].ResidualNorm);
        });
    }

    [Fact]
    public void Solve_InputThatIsNotFinite_EndsNotFiniteAtTheStartWhateverFMakesOfIt()
    {
        // By IEEE's comparisons f chooses x - 2 where p is NaN, and q is not read.
        var family = ProblemFamily.Equations(
            "choice", 1, [new("p"), new("q")], (x, p) => Expression.SelectLess(p["p"], 0, x - 1, x - 2), InitialGuess.Zero);
        InstanceBatch instances = InstanceBatch.Of(
            3, ("p", [double.NaN, 1, -1]), ("q", [0, double.PositiveInfinity, 0]));

        foreach (ClassicalSolver method in (ClassicalSolver[])[new Newton(), new NewtonGmres()])
        {
            SolveResult found = method.Solve(family, instances);

            Assert.Equal([SolveStatus.NotFinite, SolveStatus.NotFinite, SolveStatus.Converged], found.Status.ToArray());
            Assert.Equal([0, 0, 1], found.Iterations.ToArray());
            Assert.Equal([double.NaN, double.NaN, 0], found.ResidualNorm.ToArray());
        }
    }

    [Fact]
    public void Solve_MoreUnknownsThanAnArrayHoldsAMatrixOf_NamesThemAndWhatTakesThem()
    {
        var family = ProblemFamily.Equations("large", 46_341, x => 2 * x, InitialGuess.Zero);

        string message = Assert.Throws<ArgumentException>(() => new Newton().Solve(family, InstanceBatch.Of(1))).Message;

        Assert.Contains("m = 46341", message, StringComparison.Ordinal);
        Assert.Contains("NewtonGmres", message, StringComparison.Ordinal);
        Assert.Equal(SolveStatus.Converged, new NewtonGmres().Solve(family, InstanceBatch.Of(1))[0].Status);
    }

    [Fact]
    public void Solve_DivergingInstance_ReturnsItsBestIterate()
    {
        // Newton's method for arctan-like functions overshoots ever farther from a distant start.
        var family = ProblemFamily.Equations("tanh", 1, x => Expression.Tanh(x));
        InstanceBatch instances = InstanceBatch.Of(1, ("X0", [1.2]));

        SolveResult found = new Newton().Solve(family, instances);

        Assert.NotEqual(SolveStatus.Converged, found[0].Status);
        Assert.True(found[0].ResidualNorm <= Math.Tanh(1.2), "No iterate that is returned is worse than the guess.");
        Assert.Equal(Math.Abs(Math.Tanh(found.Solution.Span[0])), found[0].ResidualNorm, 1e-15);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Solve_InstancesTogether_GiveWhatEachGivesAlone(bool gmres)
    {
        Random random = new(9);
        double[][] guesses =
        [
            .. Enumerable.Range(0, 1500).Select(_ => Enumerable.Range(0, 10).Select(_ => 0.6 + (0.8 * random.NextDouble())).ToArray()),
            [.. Enumerable.Repeat(double.NaN, 10)],
            [.. Enumerable.Repeat(8.0, 10)],
        ];
        var family = ReferenceProblems.Chandrasekhar(10);
        ClassicalSolver method = gmres ? new NewtonGmres() : new Newton();

        SolveResult together = method.Solve(family, InstanceBatch.Of(guesses.Length, ("X0", [.. guesses.SelectMany(guess => guess)])));

        foreach (int i in (int[])[0, 1, 255, 256, 1499, 1500, 1501])
        {
            SolveResult alone = method.Solve(family, InstanceBatch.Of(1, ("X0", guesses[i])));
            Assert.Equal(alone[0].Solution.ToArray(), together[i].Solution.ToArray());
            Assert.Equal((alone[0].Status, alone[0].Iterations), (together[i].Status, together[i].Iterations));
            Assert.Equal(alone.Evaluations!.Value.Span[0], together.Evaluations!.Value.Span[i]);
        }

        Assert.Equal(SolveStatus.NotFinite, together[1500].Status);
        Assert.All(Enumerable.Range(0, 1500), i => Assert.Equal(SolveStatus.Converged, together[i].Status));
    }

    [Fact]
    public void Solve_RelativeTolerance_IsTheReductionOfEachInstance()
    {
        InstanceBatch instances = ReferenceProblems.LinearRandomData(30, 4);
        SolveResult start = new NewtonGmres { AbsoluteTolerance = null, IterationLimit = 0 }.Solve(ReferenceProblems.LinearRandom(), instances);

        SolveResult found = new NewtonGmres { InnerIterations = 1, AbsoluteTolerance = null, RelativeTolerance = 0.5, IterationLimit = 1000 }
            .Solve(ReferenceProblems.LinearRandom(), instances);

        Assert.All(Enumerable.Range(0, 30), i => Assert.Equal(
            found[i].Status == SolveStatus.Converged, found[i].ResidualNorm <= 0.5 * start[i].ResidualNorm));
        Assert.Contains(SolveStatus.Converged, found.Status.ToArray());
    }

    [Fact]
    public void Options_OutOfRange_NameWhatIsExpected()
    {
        Assert.Contains("above 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Newton { AbsoluteTolerance = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("below 1", Assert.Throws<ArgumentOutOfRangeException>(() => new Newton { RelativeTolerance = 1 }).Message, StringComparison.Ordinal);
        Assert.Contains("at least 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Newton { IterationLimit = -1 }).Message, StringComparison.Ordinal);
        Assert.Contains("at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => new NewtonGmres { InnerIterations = 0 }).Message, StringComparison.Ordinal);
    }
}
