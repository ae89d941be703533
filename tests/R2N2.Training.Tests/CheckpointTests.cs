using R2N2.Reference;

namespace R2N2.Training.Tests;

/// <summary>Training that is interrupted, and goes on.</summary>
public sealed class CheckpointTests : InterruptedTraining
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    public void Train_CancelledAndResumed_EndsLikeAnUnbrokenRun(int iteration)
    {
        TrainingResult<R2N2Network> unbroken = Train(Options);

        Interrupt(Options with { CheckpointPath = File }, iteration);
        TrainingResult<R2N2Network> resumed = Train(Options with { CheckpointPath = File });

        Assert.Equal(unbroken.Model.Coefficients, resumed.Model.Coefficients);
        Assert.Equal(unbroken.Report.History, resumed.Report.History);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void Train_KilledAtAnyMoment_LeavesAReadableCheckpoint()
    {
        // A copy taken at any report stands for a kill at that moment.
        TrainingOptions options = Options with { CheckpointPath = File, CheckpointInterval = TimeSpan.Zero };
        List<byte[]> copies = [];
        Coefficients expected = Trainer.Train(
            ReferenceProblems.LinearFixed(),
            Superstructure.Krylov(3),
            Data,
            options: options,
            progress: new SynchronousProgress(_ => copies.Add(System.IO.File.ReadAllBytes(File)))).Model.Coefficients;

        Assert.NotEmpty(copies);
        foreach (byte[] copy in copies.Where((_, i) => i % 5 == 0))
        {
            System.IO.File.WriteAllBytes(File, copy);
            Assert.Equal(expected, Train(options).Model.Coefficients);
        }
    }

    [Fact]
    public void Train_OutlierThenCancelledAndResumed_EndsLikeAnUnbrokenRun()
    {
        double[,] a = { { 4, 1 }, { 1, 3 } };
        EquationFamily cubic = ProblemFamily.Equations(
            "cubic", 2, [new("b", 2)], (x, p) => (a * x) + (x * x * x) - p["b"], InitialGuess.Zero);
        Random random = new(1);
        double[] b = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        b[20] = 1e6;
        InstanceBatchSource table = new(InstanceBatch.Of(100, ("b", b)));
        TrainingOptions options = Options with { Starts = 16, SampleSize = 64 };
        TrainingResult<R2N2Network> Run(TrainingOptions run, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
            Trainer.Train(cubic, Superstructure.Krylov(3), table, null, run, progress, cancellation);

        TrainingResult<R2N2Network> unbroken = Run(options);
        using CancellationTokenSource source = new();
        Assert.ThrowsAny<OperationCanceledException>(
            () => Run(options with { CheckpointPath = File }, new SynchronousProgress(_ => source.Cancel()), source.Token));
        TrainingResult<R2N2Network> resumed = Run(options with { CheckpointPath = File });

        Assert.Equal([10], unbroken.Report.OutlierRows);
        Assert.Equal([10], resumed.Report.OutlierRows);
        Assert.Equal(unbroken.Model.Coefficients, resumed.Model.Coefficients);
        Assert.Equal(unbroken.Report.Warnings, resumed.Report.Warnings);
    }

    [Fact]
    public void Train_OutOfTimeOnASampleBeforeAFiniteLossOnAllInstances_SaysThatAnEqualRunGoesOn()
    {
        // One step from row 10 overflows; the sample does not hold it, and time is up after the first record.
        double[,] a = { { 4, 1 }, { 1, 3 } };
        EquationFamily cubic = ProblemFamily.Equations(
            "cubic", 2, [new("b", 2)], (x, p) => (a * x) + (x * x * x) - p["b"], InitialGuess.Zero);
        Random random = new(1);
        double[] b = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        b[20] = 1e100;
        InstanceBatchSource table = new(InstanceBatch.Of(100, ("b", b)));
        ManualTime time = new();
        TrainingOptions options = Options with { ValidationShare = 0, SampleSize = 4, Time = time };
        TrainingOptions limited = options with { CheckpointPath = File, TimeLimit = TimeSpan.FromSeconds(1) };
        List<int> iterations = [];
        TrainingResult<R2N2Network> Run(TrainingOptions run, Action<TrainingProgress>? report = null) =>
            Trainer.Train(cubic, Superstructure.Krylov(3), table, null, run, report is null ? null : new SynchronousProgress(report));

        TrainingFailedException failure = Assert.Throws<TrainingFailedException>(
            () => Run(limited, _ => time.Advance(limited.TimeLimit.Value)));
        Assert.Contains($"An equal run goes on from the checkpoint '{File}'", failure.Message, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(File));
        TrainingResult<R2N2Network> resumed = Run(limited, progress => iterations.Add(progress.Iteration));

        Assert.Equal(1, iterations[0]);
        Assert.Equal(Run(options).Model.Coefficients, resumed.Model.Coefficients);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void Train_OutOfTimeBeforeAnythingIsRecorded_SaysThatNothingWasSaved()
    {
        ManualTime time = new();
        TrainingOptions options = Options with { CheckpointPath = File, TimeLimit = TimeSpan.FromSeconds(1), Time = time };
        TrainingFailedException OutOfTime() => Assert.Throws<TrainingFailedException>(() => Trainer.Train(
            ReferenceProblems.LinearFixed(),
            Superstructure.Krylov(3),
            new SlowSource(Data, () => time.Advance(options.TimeLimit.Value)),
            options: options));

        TrainingFailedException fresh = OutOfTime();
        Assert.False(System.IO.File.Exists(File));
        Interrupt(options with { TimeLimit = null }, 5);
        byte[] earlier = System.IO.File.ReadAllBytes(File);
        TrainingFailedException resumed = OutOfTime();

        Assert.Contains($"no progress yet that could be saved in '{File}'", fresh.Message, StringComparison.Ordinal);
        Assert.Contains($"the checkpoint '{File}' is as it was", resumed.Message, StringComparison.Ordinal);
        Assert.Equal(earlier, System.IO.File.ReadAllBytes(File));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 30)]
    [InlineData(false, 3)]
    public void Train_StartsDrawnAnewThenCancelledAndResumed_EndsLikeAnUnbrokenRun(bool race, int iteration)
    {
        // As drawn at first, most starts diverge; of those drawn anew, some.
        double[,] a = { { 4, 1 }, { 1, 3 } };
        EquationFamily cubic = ProblemFamily.Equations(
            "cubic", 2, [new("b", 2)], (x, p) => (a * x) + (x * x * x) - p["b"], InitialGuess.Zero);
        Random random = new(1);
        InstanceBatchSource table = new(InstanceBatch.Of(40, ("b", [.. Enumerable.Range(0, 80).Select(_ => 10 * random.NextDouble())])));
        TrainingOptions options = Options with { Starts = 12, StartSpread = 5, Race = race };
        TrainingResult<R2N2Network> Run(TrainingOptions run, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
            Trainer.Train(cubic, Superstructure.Krylov(3), table, null, run, progress, cancellation);

        TrainingResult<R2N2Network> unbroken = Run(options);
        using CancellationTokenSource source = new();
        SynchronousProgress progress = new(report => Cancel(source, report.Iteration == iteration));
        Assert.ThrowsAny<OperationCanceledException>(() => Run(options with { CheckpointPath = File }, progress, source.Token));
        Assert.Contains("\"Matrix\":[]", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        TrainingResult<R2N2Network> resumed = Run(options with { CheckpointPath = File });

        Assert.Equal(unbroken.Model.Coefficients, resumed.Model.Coefficients);
        Assert.Equal(unbroken.Report.History, resumed.Report.History);
    }

    [Fact]
    public void TrainErrorEstimate_WithTheOptionsOfAnInterruptedTraining_HasItsOwnCheckpoint()
    {
        InitialValueFamily family = ProblemFamily.InitialValue("square", 1, [new("a")], (y, p) => -p["a"] * y * y);
        InstanceBatchSource table = new(InstanceBatch.Of(
            40,
            (IntegratorInputs.State, [.. Enumerable.Range(0, 40).Select(i => 1 + (i / 20.0))]),
            (IntegratorInputs.StepSize, [.. Enumerable.Range(0, 40).Select(i => 0.1 + (i % 7 / 50.0))]),
            ("a", [.. Enumerable.Range(0, 40).Select(i => 0.1 + (i % 5 / 20.0))])));
        List<string> log = [];
        TrainingOptions options = new() { Starts = 4, CheckpointPath = File, Log = log.Add };
        void Cancelled(Action<IProgress<TrainingProgress>, CancellationToken> train)
        {
            using CancellationTokenSource source = new();
            Assert.ThrowsAny<OperationCanceledException>(
                () => train(new SynchronousProgress(progress => Cancel(source, progress.Iteration == 3)), source.Token));
        }

        Cancelled((progress, token) => Trainer.Train(family, Superstructure.RungeKutta(2), table, null, options, progress, token));
        R2N2Integrator first = new(family, ButcherTableau.Heun);
        Cancelled((progress, token) => Trainer.TrainErrorEstimate(first, table, null, options, progress, token));
        Assert.True(System.IO.File.Exists(File) && System.IO.File.Exists(File + ".error-estimate"));

        R2N2Integrator second = Trainer.Train(family, Superstructure.RungeKutta(2), table, options: options).Model;
        Assert.DoesNotContain(log, line => line.Contains("begins anew", StringComparison.Ordinal));
        R2N2Integrator pair = Trainer.TrainErrorEstimate(second, table, options: options).Model;

        // The coefficients are others than those that the checkpoint of the estimate was for.
        Assert.Contains(log, line => line.Contains("begins anew", StringComparison.Ordinal));
        Assert.True(pair.Tableau.HasEmbedded);
        Assert.False(System.IO.File.Exists(File) || System.IO.File.Exists(File + ".error-estimate"));
    }

    /// <summary>A table that takes its time before the first batch.</summary>
    private sealed class SlowSource(IInstanceSource source, Action begin) : IInstanceSource
    {
        public IEnumerable<InstanceBatch> Read(int batchSize)
        {
            begin();
            foreach (InstanceBatch batch in source.Read(batchSize))
            {
                yield return batch;
            }
        }
    }
}
