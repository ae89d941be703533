using MathNet.Numerics.LinearAlgebra;
using R2N2.Reference;

namespace R2N2.Training.Tests;

public sealed class MeanJacobianTests
{
    private const int Unknowns = 12;

    private static readonly EquationFamily _bratu = ReferenceProblems.Bratu(Unknowns);

    [Fact]
    public void Train_Bratu_FindsTheChordMethodAndSolvesAll()
    {
        InstanceBatch data = Data(200, 1);
        TrainingResult<R2N2Network> result = Trainer.Train(
            _bratu, Superstructure.Chord, new InstanceBatchSource(data), options: new TrainingOptions { Starts = 4 });

        Assert.InRange(result.Model.Coefficients[0, 0], -1.2, -0.9);
        Assert.Equal("Constant", result.Model.Superstructure.Preconditioner.Name);
        Assert.Empty(result.Report.Warnings);
        using Solver solver = result.Model.ToSolver(new SolverExportOptions { Safeguard = null });
        Assert.All(solver.Solve(Data(300, 2)).Status.ToArray(), status => Assert.Equal(SolveStatus.Converged, status));
    }

    [Fact]
    public void Of_Linear_IsTheInverseOfTheMeanMatrix()
    {
        InstanceBatch data = ReferenceProblems.LinearRandomData(30, 2);
        Matrix<double> mean = Enumerable.Range(0, 30)
            .Select(i => Matrix<double>.Build.DenseOfRowMajor(5, 5, data["A"].Slice(25 * i, 25).ToArray()))
            .Aggregate((sum, next) => sum + next) / 30;

        MeanJacobian found = MeanJacobian.Of(ReferenceProblems.LinearRandom(), data)!;

        Assert.True(found.Solved);
        Assert.Equal(30, found.Instances);
        Assert.Equal(0, (Matrix<double>.Build.DenseOfArray(found.Inverse) - mean.Inverse()).L2Norm(), 1e-10);
        Assert.Equal(mean.L1Norm() * mean.Inverse().L1Norm(), found.Condition, 1e-8 * found.Condition);
    }

    [Fact]
    public void Train_SingularMeanJacobian_SaysSo()
    {
        EquationFamily family = ProblemFamily.Equations("singular", 2, [new("b")], (x, p) => Expression.Stack(x[0] + x[1], x[0] + x[1]) - p["b"]);
        InstanceBatch data = InstanceBatch.Of(3, ("X0", [1, 2, 3, 4, 5, 6]), ("b", [1, 2, 3]));

        TrainingFailedException failure = Assert.Throws<TrainingFailedException>(
            () => Trainer.Train(family, Superstructure.Chord, new InstanceBatchSource(data)));

        Assert.Contains("'singular'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Preconditioner.Jacobian", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_NewtonSolvesNone_TellsThatGuessesWereTaken()
    {
        // No real solution.
        EquationFamily family = ProblemFamily.Equations("none", 1, [new("b")], (x, p) => (x * x) + p["b"]);
        InstanceBatch data = InstanceBatch.Of(20, ("X0", [.. Enumerable.Repeat(1.5, 20)]), ("b", [.. Enumerable.Repeat(1.0, 20)]));

        TrainingReport report = Trainer.Train(
            family, Superstructure.Chord, new InstanceBatchSource(data), options: new TrainingOptions { Starts = 2 }).Report;

        Assert.Contains(report.Warnings, warning => warning.Contains("initial guesses", StringComparison.Ordinal));
    }

    [Fact]
    public void Train_SlopesOfBothSigns_TellsThatTheyCancelAndHowFar()
    {
        // Slopes of 1 and -0.9 in turn: 0.95 is their mean size, 0.05 their mean's.
        EquationFamily family = ProblemFamily.Equations("slopes", 1, [new("a")], (x, p) => (p["a"] * x) - 1, InitialGuess.Zero);
        InstanceBatch data = InstanceBatch.Of(20, ("a", [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 1 : -0.9)]));

        TrainingReport report = Trainer.Train(
            family, Superstructure.Chord, new InstanceBatchSource(data), options: new TrainingOptions { Starts = 2 }).Report;

        string warning = Assert.Single(report.Warnings);
        Assert.Contains("'slopes' nearly cancel", warning, StringComparison.Ordinal);
        Assert.Contains("19 times as large", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_Preconditioned_ScaleOfFDoesNotMatter()
    {
        EquationFamily scaled = ProblemFamily.Equations(
            "scaled", Unknowns, [new("lambda")], (u, p) => 1024 * ((ReferenceProblems.Laplacian(Unknowns) * u) + (p["lambda"] * Expression.Exp(u))), InitialGuess.Zero);
        TrainingOptions options = new() { Starts = 2 };
        Superstructure structure = Superstructure.Krylov(2) with { Preconditioner = Preconditioner.MeanJacobian };

        TrainingResult<R2N2Network> plain = Trainer.Train(_bratu, structure, new InstanceBatchSource(Data(50, 3)), options: options);
        TrainingResult<R2N2Network> other = Trainer.Train(scaled, structure, new InstanceBatchSource(Data(50, 3)), options: options);

        Assert.Equal(plain.Report.OperatorNorm, other.Report.OperatorNorm, 1e-10);
        Assert.Equal(
            plain.Model.Coefficients.Values.ToArray(), other.Model.Coefficients.Values.ToArray(), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    private static InstanceBatch Data(int count, int seed)
    {
        Random random = new(seed);
        return InstanceBatch.Of(count, ("lambda", [.. Enumerable.Range(0, count).Select(_ => 0.2 + (2 * random.NextDouble()))]));
    }
}
