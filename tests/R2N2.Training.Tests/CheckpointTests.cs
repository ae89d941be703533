using R2N2.Reference;
using R2N2.Training.Tests.Native;

namespace R2N2.Training.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.FullName, "run.json");

    public void Dispose() => _folder.Dispose();

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
    public void Train_CheckpointOfAnotherRun_IsRefused()
    {
        TrainingOptions options = Options with { CheckpointPath = File };
        Interrupt(options, 5);

        InvalidDataException failure = Assert.Throws<InvalidDataException>(() => Train(options with { Seed = 77 }));

        Assert.Contains(File, failure.Message, StringComparison.Ordinal);
        Assert.Contains("another run", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_CheckpointOfAnotherLoss_IsRefused()
    {
        TrainingOptions options = Options with { CheckpointPath = File };
        Interrupt(options, 5);

        InvalidDataException failure = Assert.Throws<InvalidDataException>(() => Trainer.Train(
            ReferenceProblems.LinearFixed(), Superstructure.Krylov(3), Data, new EquationLoss { Weights = [4, 16, 0] }, options));

        Assert.Contains("another run", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Fingerprint\":")]
    [InlineData("not json at all")]
    public void Train_DamagedCheckpoint_IsRefused(string content)
    {
        System.IO.File.WriteAllText(File, content);

        InvalidDataException failure = Assert.Throws<InvalidDataException>(() => Train(Options with { CheckpointPath = File }));

        Assert.Contains("not a training checkpoint", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_CheckpointPathThatCannotBeWritten_NamesIt()
    {
        string path = Path.Combine(_folder.FullName, "absent", "run.json");

        IOException failure = Assert.ThrowsAny<IOException>(
            () => Train(Options with { CheckpointPath = path, CheckpointInterval = TimeSpan.Zero }));

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    private static InstanceBatchSource Data => new(ReferenceProblems.LinearFixedData(80, 3));

    private static TrainingOptions Options => new()
    {
        Starts = 4,
        Seed = 3,
        SampleSize = 16,
        ValidationShare = 0.2,
        Optimizer = new LevenbergMarquardt { IterationLimit = 20 },
    };

    private static TrainingResult<R2N2Network> Train(TrainingOptions options) =>
        Trainer.Train(ReferenceProblems.LinearFixed(), Superstructure.Krylov(3), Data, options: options);

    private static void Interrupt(TrainingOptions options, int iteration)
    {
        using CancellationTokenSource source = new();
        SynchronousProgress report = new(progress =>
        {
            if (progress.Iteration == iteration)
            {
                source.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(
            ReferenceProblems.LinearFixed(), Superstructure.Krylov(3), Data, null, options, report, source.Token));
        Assert.True(System.IO.File.Exists(options.CheckpointPath));
    }
}
