using R2N2.Reference;
using R2N2.Training.Native;

namespace R2N2.Training.Tests;

/// <summary>Where time is up: while reading, while labels are computed, within an iteration, while rows are read anew.</summary>
public sealed class TimeLimitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    // y = y₀/(1 - y₀ t).
    private static readonly InitialValueFamily Pole = ProblemFamily.InitialValue("pole", 1, y => y * y);

    private readonly ManualTime _time = new();

    [Fact]
    public void Train_TimeIsUpWhileReading_SaysSo()
    {
        EndlessSource source = new(PassTime) { IsEndless = true };

        TrainingFailedException failure = Assert.Throws<TrainingFailedException>(() => Trainer.Train(
            ReferenceProblems.LinearFixed(), Superstructure.Krylov(4), source, options: Limited(new TrainingOptions())));

        Assert.Contains("time limit of 0.05 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_TimeIsUpWithinAnIteration_ReturnsTheBestSoFar()
    {
        // Iteration 1 goes through a table without an end.
        Coefficients begin = ReferenceProblems.PublishedFixed;
        EndlessSource source = new(PassTime);

        TrainingResult<R2N2Network> result = Trainer.Train(
            ReferenceProblems.LinearFixed(),
            Superstructure.Krylov(4),
            source,
            options: Limited(new TrainingOptions { Starts = 0, WarmStarts = [begin], MemoryBudget = 0 }),
            progress: new SynchronousProgress(_ => source.IsEndless = true));

        Assert.Equal(StopReason.TimeLimit, result.Report.Stop);
        Assert.Equal(Limit, result.Report.Elapsed);
        Assert.Equal(begin, result.Model.Coefficients);
        Assert.Equal(result.Report.History[0].Loss, result.Report.Loss, 1e-12 * result.Report.Loss);
    }

    [Fact]
    public void Execute_TimeIsUpBeforeLabelsAreComputed_ComputesNone()
    {
        TorchNative.EnsureLoaded(null);
        IntegrationTask task = new(Pole, Superstructure.RungeKutta(2), new IntegratorLoss());

        TrainingFailedException failure = Assert.Throws<TrainingFailedException>(() => TrainingRun.Execute(
            task, new WatchedSource(States(), _ => PassTime()), Limited(new TrainingOptions()), null, CancellationToken.None));

        Assert.Contains("time limit", failure.Message, StringComparison.Ordinal);
        Assert.Null(task.LabelError);
    }

    [Fact]
    public void Train_TimeIsUpInARaceWithComputedLabels_ComputesThoseThatTheResultIsMeasuredBy()
    {
        // Labels are computed anew in each pass, the last passes after time is up.
        TrainingReport report = Trainer.Train(
            Pole,
            Superstructure.RungeKutta(2),
            new InstanceBatchSource(States()),
            options: Limited(new TrainingOptions { Starts = 4, Race = false, MemoryBudget = 0 }),
            progress: new SynchronousProgress(_ => PassTime())).Report;

        Assert.Equal(StopReason.TimeLimit, report.Stop);
        Assert.Equal(report.History[0].Loss, report.Loss, 1e-12 * report.Loss);
    }

    [Fact]
    public void Train_TimeIsUpWhileRowsAreReadAnewWithoutAnOutlier_MeasuresAllOthers()
    {
        // The outlier is held out: starts are finite on the rows trained on, and the table is searched on the last rung.
        const int rows = 100;
        const double share = 0.3;
        double[,] a = { { 4, 1 }, { 1, 3 } };
        EquationFamily cubic = ProblemFamily.Equations(
            "cubic", 2, [new("b", 2)], (x, p) => (a * x) + (x * x * x) - p["b"], InitialGuess.Zero);
        RowSplit split = new(3, share);
        int outlier = Enumerable.Range(20, rows).First(row => split.IsHeldOut(row));
        Random random = new(1);
        double[] b = [.. Enumerable.Range(0, 2 * rows).Select(_ => random.NextDouble())];
        b[2 * outlier] = 1e6;
        InstanceBatch table = InstanceBatch.Of(rows, ("b", b));
        TrainingOptions options = new() { Starts = 16, Seed = 3, Race = false, ValidationShare = share };
        TrainingResult<R2N2Network> Run(IInstanceSource source, TrainingOptions run) =>
            Trainer.Train(cubic, Superstructure.Krylov(3), source, options: run);

        TrainingResult<R2N2Network> result = Run(new WatchedSource(table, pass => Do(pass == 2)), Limited(options));

        Assert.Equal(StopReason.TimeLimit, result.Report.Stop);
        Assert.Equal([outlier], result.Report.OutlierRows);
        TrainingOptions measured = options with { Starts = 0, WarmStarts = [result.Model.Coefficients], Optimizer = new() { IterationLimit = 1 } };
        TrainingReport expected = Run(new InstanceBatchSource(table), measured).Report;
        Assert.Equal(expected.History[0].Loss, result.Report.Loss, 1e-12 * result.Report.Loss);
        Assert.Equal(expected.History[0].ValidationLoss!.Value, result.Report.ValidationLoss!.Value, 1e-12 * result.Report.ValidationLoss.Value);

        void Do(bool isTime)
        {
            if (isTime)
            {
                PassTime();
            }
        }
    }

    [Fact]
    public void Train_OthersCancelWhenTimeIsUp_IsCancelled()
    {
        // As a source that has a token of its own does; time happens to be up as well.
        WatchedSource source = new(ReferenceProblems.LinearFixedData(20, 1), _ =>
        {
            PassTime();
            throw new OperationCanceledException("by others");
        });

        OperationCanceledException failure = Assert.Throws<OperationCanceledException>(() => Trainer.Train(
            ReferenceProblems.LinearFixed(), Superstructure.Krylov(4), source, options: Limited(new TrainingOptions())));

        Assert.Equal("by others", failure.Message);
    }

    [Fact]
    public void Train_OthersCancelARaceWhenTimeIsUp_IsCancelled()
    {
        OperationCanceledException failure = Assert.Throws<OperationCanceledException>(() => Trainer.Train(
            ReferenceProblems.LinearFixed(),
            Superstructure.Krylov(4),
            new InstanceBatchSource(ReferenceProblems.LinearFixedData(20, 1)),
            options: Limited(new TrainingOptions { Starts = 2 }),
            progress: new SynchronousProgress(_ =>
            {
                PassTime();
                throw new OperationCanceledException("by others");
            })));

        Assert.Equal("by others", failure.Message);
    }

    private static InstanceBatch States() => InstanceBatch.Of(
        40,
        (IntegratorInputs.State, [.. Enumerable.Range(0, 40).Select(i => -1 - (i / 20.0))]),
        (IntegratorInputs.StepSize, [.. Enumerable.Repeat(0.1, 40)]));

    private TrainingOptions Limited(TrainingOptions options) => options with { TimeLimit = Limit, Time = _time };

    private void PassTime() => _time.Advance(Limit);

    /// <summary>A table that can be read without an end, until a reader gives up.</summary>
    private sealed class EndlessSource(Action repeat) : IInstanceSource
    {
        private static readonly InstanceBatch Batch = ReferenceProblems.LinearFixedData(600, 1);

        public bool IsEndless { get; set; }

        public IEnumerable<InstanceBatch> Read(int batchSize)
        {
            bool isRead = false;
            try
            {
                yield return Batch;
                while (IsEndless)
                {
                    repeat();
                    yield return Batch;
                }

                isRead = true;
            }
            finally
            {
                IsEndless &= isRead;
            }
        }
    }

    /// <summary>A table that tells of each pass, by its number from 1, before it gives the first batch.</summary>
    private sealed class WatchedSource(InstanceBatch batch, Action<int> begin) : IInstanceSource
    {
        private int _passes;

        public IEnumerable<InstanceBatch> Read(int batchSize)
        {
            begin(++_passes);
            yield return batch;
        }
    }
}
