using R2N2.Reference;

namespace R2N2.Training.Tests;

/// <summary>What ends training: the iteration limit, patience.</summary>
public sealed class LimitTests
{
    private static readonly LevenbergMarquardt Restless = new() { GradientTolerance = 0, StepTolerance = 0, CostTolerance = 0 };

    [Fact]
    public void Train_IterationLimit_IsThatOfTheIterationsOnAllInstances()
    {
        const int limit = 12;
        List<TrainingProgress> seen = [];

        TrainingReport report = Trainer.Train(
            ReferenceProblems.Chandrasekhar(4),
            Superstructure.Krylov(3),
            new InstanceBatchSource(ReferenceProblems.ChandrasekharData(200, 4, 3)),
            options: new TrainingOptions { Starts = 8, Optimizer = Restless with { IterationLimit = limit } },
            progress: new SynchronousProgress(seen.Add)).Report;

        Assert.Equal(limit, seen.Count(progress => progress.Stage == seen[^1].Stage) - 1);
        Assert.Equal(StopReason.IterationLimit, report.Stop);
    }

    [Fact]
    public void Train_SeveralStartsWithValidation_EndsLikeTheBestOfThemAlone()
    {
        // Local optima are real here: the starts end at different losses, and the leader of the moment need not win.
        Random random = new(5);
        Coefficients[] tables =
            [.. Enumerable.Range(0, 6).Select(_ => new Coefficients([.. Enumerable.Range(0, 6).Select(_ => 0.6 * (random.NextDouble() - 0.5))]))];
        TrainingOptions options = new() { Starts = 0, Race = false, ValidationShare = 0.3, ValidationPatience = 2 };

        TrainingReport[] alone = [.. tables.Select(table => Train(options with { WarmStarts = [table] }))];
        TrainingReport together = Train(options with { WarmStarts = tables });

        double best = alone.Min(report => report.ValidationLoss!.Value);
        Assert.Equal(best, together.ValidationLoss!.Value, 1e-4 * best);
        Assert.Equal(best, alone[together.Winner].ValidationLoss!.Value);
        Assert.Equal(alone[together.Winner].Stop, together.Stop);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Validation_FirstLossIsNotFinite_IsBeatenByTheNext(double first)
    {
        LeastSquaresStart start = new(0, [1.0]);
        Validation validation = new(null!, patience: 2);

        validation.Note(start, first);
        validation.Note(start, first);
        validation.Note(start, first);
        Assert.True(start.IsActive);
        start.Point = [2.0];
        validation.Note(start, 3);

        Assert.Equal(3, start.ValidationLoss);
        Assert.Equal([2.0], start.BestPoint);
    }

    [Fact]
    public void Train_DivergingOnHeldOutRows_IsWarnedOf()
    {
        // Too many to be outliers.
        const double share = 0.3;
        double[,] a = { { 4, 1 }, { 1, 3 } };
        EquationFamily cubic = ProblemFamily.Equations(
            "cubic", 2, [new("b", 2)], (x, p) => (a * x) + (x * x * x) - p["b"], InitialGuess.Zero);
        RowSplit split = new(0, share);
        int[] bad = [.. Enumerable.Range(0, 100).Where(row => split.IsHeldOut(row)).Take(8)];
        Random random = new(1);
        double[] b = [.. Enumerable.Range(0, 200).Select(i => Array.IndexOf(bad, i / 2) < 0 ? random.NextDouble() : 1e60)];
        List<string> log = [];

        TrainingReport report = Trainer.Train(
            cubic,
            Superstructure.Krylov(3),
            new InstanceBatchSource(InstanceBatch.Of(100, ("b", b))),
            options: new TrainingOptions { Starts = 16, ValidationShare = share, Log = log.Add }).Report;

        Assert.False(double.IsFinite(report.ValidationLoss!.Value));
        Assert.Empty(report.OutlierRows);
        string warning = Assert.Single(report.Warnings);
        Assert.Contains($"8 of {report.ValidationInstances} held-out instances", warning, StringComparison.Ordinal);
        Assert.Contains($"rows {string.Join(", ", bad)} (counted from 0)", warning, StringComparison.Ordinal);
        Assert.Contains(warning, log);
    }

    private static TrainingReport Train(TrainingOptions options) => Trainer.Train(
        ReferenceProblems.Chandrasekhar(4),
        Superstructure.Krylov(3),
        new InstanceBatchSource(ReferenceProblems.ChandrasekharData(60, 4, 3)),
        options: options).Report;
}
