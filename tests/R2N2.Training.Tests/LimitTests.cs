using R2N2.Reference;

namespace R2N2.Training.Tests;

/// <summary>What ends training: the iteration limit, patience, the time limit.</summary>
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
    public void Train_TimeIsUpWhileReading_SaysSo()
    {
        TrainingFailedException failure = Assert.Throws<TrainingFailedException>(() => Train(
            new EndlessSource { IsEndless = true }, new TrainingOptions { TimeLimit = TimeSpan.FromMilliseconds(50) }));

        Assert.Contains("time limit of 0.05 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_TimeIsUpWithinAnIteration_ReturnsTheBestSoFar()
    {
        // Iteration 1 goes through a table without an end.
        Coefficients begin = ReferenceProblems.PublishedFixed;
        EndlessSource source = new();
        TrainingOptions options = new()
        {
            Starts = 0,
            WarmStarts = [begin],
            MemoryBudget = 0,
            TimeLimit = TimeSpan.FromSeconds(1),
        };

        TrainingResult<R2N2Network> result = Trainer.Train(
            ReferenceProblems.LinearFixed(),
            Superstructure.Krylov(4),
            source,
            options: options,
            progress: new SynchronousProgress(_ => source.IsEndless = true));

        Assert.Equal(StopReason.TimeLimit, result.Report.Stop);
        Assert.Equal(begin, result.Model.Coefficients);
        Assert.Equal(result.Report.History[0].Loss, result.Report.Loss, 1e-12 * result.Report.Loss);
    }

    private static TrainingReport Train(TrainingOptions options) => Trainer.Train(
        ReferenceProblems.Chandrasekhar(4),
        Superstructure.Krylov(3),
        new InstanceBatchSource(ReferenceProblems.ChandrasekharData(60, 4, 3)),
        options: options).Report;

    private static TrainingReport Train(IInstanceSource source, TrainingOptions options) =>
        Trainer.Train(ReferenceProblems.LinearFixed(), Superstructure.Krylov(4), source, options: options).Report;

    /// <summary>A table that can be read without an end, until a reader gives up.</summary>
    private sealed class EndlessSource : IInstanceSource
    {
        private static readonly InstanceBatch Batch = ReferenceProblems.LinearFixedData(600, 1);

        public bool IsEndless { get; set; }

        public IEnumerable<InstanceBatch> Read(int batchSize)
        {
            bool isRead = false;
            try
            {
                do
                {
                    yield return Batch;
                }
                while (IsEndless);
                isRead = true;
            }
            finally
            {
                IsEndless &= isRead;
            }
        }
    }
}
