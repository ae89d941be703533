namespace R2N2.Training.Tests;

/// <summary>Tables as people have them: in some order, with mistakes in a few rows, with columns that say nothing.</summary>
public sealed class OrdinaryDataTests
{
    private const int Rows = 300;

    // A x + x³ = b, as in the README: an iteration cubes what it is given nine times, so most tables of coefficients diverge.
    private static readonly double[,] Matrix = { { 4, 1 }, { 1, 3 } };

    private static readonly EquationFamily Cubic = ProblemFamily.Equations(
        "cubic", 2, [new("b", 2)], (x, p) => (Matrix * x) + (x * x * x) - p["b"], InitialGuess.Zero);

    // The same, in units that each row brings along.
    private static readonly EquationFamily Scaled = ProblemFamily.Equations(
        "scaled", 2, [new("b", 2), new("s")], (x, p) => ((Matrix * x) + (x * x * x) - p["b"]) / p["s"], InitialGuess.Zero);

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    public void Train_RowsInAnyOrder_SolvesThem(int seed, bool sorted)
    {
        double[][] rows = RightSides(1000, seed, most: 10);
        double[][] table = sorted ? [.. rows.OrderBy(b => b[0])] : rows;

        TrainingReport report = Train(table, new TrainingOptions { Seed = seed });

        Assert.Equal(1000, report.Instances);
        Assert.Empty(report.OutlierRows);
        Assert.Empty(report.Warnings);
        Assert.True(report.Loss < 0.2, $"loss {report.Loss}");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0.5)]
    [InlineData(4, 0.5)]
    public void Train_OneOutlier_IsNamedAndLeftOut(int seed, double validationShare)
    {
        // A comma in the wrong place, in every seed's sample once.
        double[][] rows = RightSides(Rows, seed, most: 1);
        List<string> log = [];
        TrainingOptions options = new() { Seed = seed, ValidationShare = validationShare, Log = log.Add };
        double clean = Train(rows, options).Loss;
        rows[123] = [1e6, 0.5];

        TrainingReport report = Train(rows, options);

        Assert.Equal([123], report.OutlierRows);
        Assert.Equal(Rows - 1, report.Instances + report.ValidationInstances);
        Assert.Contains("row 123", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.Contains(report.Warnings[0], log);
        Assert.InRange(report.Loss, 0.2 * clean, 5 * clean);
        Assert.True(validationShare == 0 ? report.ValidationLoss is null : double.IsFinite(report.ValidationLoss!.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Train_FourHugeRows_AreNamedAndLeftOut(int seed)
    {
        double[][] rows = RightSides(Rows, seed, most: 1);
        long[] huge = [0, 17, 150, Rows - 1];
        foreach (long row in huge)
        {
            rows[row] = [1e8, -1e8];
        }

        TrainingReport report = Train(rows, new TrainingOptions { Seed = seed });

        Assert.Equal(huge, report.OutlierRows);
        Assert.True(report.Loss < 1e-4, $"loss {report.Loss}");
    }

    [Fact]
    public void Train_OutliersInATableThatIsNotKept_GiveTheSameBits()
    {
        double[][] rows = RightSides(1500, 1, most: 1);
        rows[700] = [1e6, 1e6];
        TrainingOptions options = new() { Starts = 4, Seed = 1, Optimizer = new LevenbergMarquardt { IterationLimit = 5 } };

        TrainingResult<R2N2Network> kept = Run(Cubic, Table(rows), options);
        TrainingResult<R2N2Network> streamed = Run(Cubic, Table(rows), options with { MemoryBudget = 0 });

        Assert.Equal([700], kept.Report.OutlierRows);
        Assert.Equal([700], streamed.Report.OutlierRows);
        Assert.Equal(kept.Model.Coefficients, streamed.Model.Coefficients);
    }

    [Fact]
    public void Train_RowFarFromTheOthersThatCanBeSolved_IsKept()
    {
        double[][] rows = RightSides(Rows, 4, most: 1);
        rows[123] = [40, 40];

        TrainingReport report = Train(rows, new TrainingOptions { Seed = 4 });

        Assert.Empty(report.OutlierRows);
        Assert.Equal(Rows, report.Instances);
        Assert.True(report.Loss < 1, $"loss {report.Loss}");
    }

    [Fact]
    public void Train_ScaleOfZeroInOneRow_IsNamedAndLeftOut()
    {
        double[] scales = [.. Enumerable.Repeat(1.0, Rows)];
        scales[42] = 0;

        TrainingReport report = Run(Scaled, Table(RightSides(Rows, 1, most: 1), scales), new TrainingOptions { Seed = 1 }).Report;

        Assert.Equal([42], report.OutlierRows);
        Assert.True(report.Loss < 1e-4, $"loss {report.Loss}");
    }

    [Fact]
    public void Train_ScaleOfZeroInTooManyRows_FailsAndNamesThem()
    {
        double[] scales = [.. Enumerable.Range(0, Rows).Select(i => i % 10 == 7 ? 0.0 : 1)];

        TrainingFailedException failure = Assert.Throws<TrainingFailedException>(
            () => Run(Scaled, Table(RightSides(Rows, 1, most: 1), scales), new TrainingOptions { Seed = 1 }));

        Assert.Contains($"{Rows / 10} of {Rows} instances", failure.Message, StringComparison.Ordinal);
        Assert.Contains("rows 7, 17, 27", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_ConstantColumn_TrainsAsWithoutIt()
    {
        double[][] rows = RightSides(Rows, 1, most: 1);
        TrainingOptions options = new() { Seed = 1 };

        TrainingReport report = Run(Scaled, Table(rows, [.. Enumerable.Repeat(1.0, Rows)]), options).Report;

        double without = Train(rows, options).Loss;
        Assert.Equal(without, report.Loss, 1e-6 * without);
    }

    [Fact]
    public void Train_OneRowManyTimes_TrainsAsOnIt()
    {
        double[][] rows = [.. Enumerable.Repeat(new[] { 0.5, 0.7 }, Rows)];

        TrainingReport report = Train(rows, new TrainingOptions { Seed = 1 });

        // Six coefficients solve one system exactly.
        Assert.Empty(report.Warnings);
        Assert.True(report.Loss < 1e-20, $"loss {report.Loss}");
    }

    [Fact]
    public void Train_OneRowDominatesTheLoss_SaysSo()
    {
        // Linear, so that no size makes it diverge.
        EquationFamily linear = ProblemFamily.Equations("linear", 2, [new("b", 2)], (x, p) => (Matrix * x) - p["b"], InitialGuess.Zero);
        double[][] rows = RightSides(Rows, 1, most: 1);
        rows[123] = [3e5, -1e6];

        TrainingReport report = Run(linear, Table(rows), new TrainingOptions { Seed = 1 }, evaluations: 1).Report;

        Assert.Contains("Row 123", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_NothingCanBeLearned_SaysThatTheLossIsThatOfDoingNothing()
    {
        // f does not depend on x.
        EquationFamily family = ProblemFamily.Equations("deaf", 2, [new("b", 2)], (x, p) => p["b"] + (0 * x), InitialGuess.Zero);

        TrainingReport report = Run(family, Table(RightSides(Rows, 1, most: 1)), new TrainingOptions { Seed = 1, Starts = 4 }).Report;

        Assert.Contains("doing nothing", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    private static TrainingReport Train(double[][] rows, TrainingOptions options) => Run(Cubic, Table(rows), options).Report;

    private static TrainingResult<R2N2Network> Run(EquationFamily family, InstanceBatch table, TrainingOptions options, int evaluations = 3) =>
        Trainer.Train(family, Superstructure.Krylov(evaluations), new InstanceBatchSource(table), options: options);

    private static InstanceBatch Table(double[][] rows) => InstanceBatch.Of(rows.Length, ("b", [.. rows.SelectMany(row => row)]));

    private static InstanceBatch Table(double[][] rows, double[] scales) =>
        InstanceBatch.Of(rows.Length, ("b", [.. rows.SelectMany(row => row)]), ("s", scales));

    private static double[][] RightSides(int count, int seed, double most)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new[] { most * random.NextDouble(), most * random.NextDouble() })];
    }
}
