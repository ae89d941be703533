using R2N2.Reference;
using R2N2.Training.Tests.Native;

namespace R2N2.Training.Tests;

/// <summary>A training run with a checkpoint, that can be interrupted.</summary>
public abstract class InterruptedTraining : IDisposable
{
    private protected TemporaryFolder Folder { get; } = new();

    private protected string File => Path.Combine(Folder.FullName, "run.json");

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static InstanceBatchSource Data => new(ReferenceProblems.LinearFixedData(80, 3));

    private protected static TrainingOptions Options => new()
    {
        Starts = 4,
        Seed = 3,
        SampleSize = 16,
        ValidationShare = 0.2,
        Optimizer = new LevenbergMarquardt { IterationLimit = 20 },
    };

    private protected static TrainingResult<R2N2Network> Train(TrainingOptions options) =>
        Trainer.Train(ReferenceProblems.LinearFixed(), Superstructure.Krylov(3), Data, options: options);

    private protected static void Cancel(CancellationTokenSource source, bool isTime)
    {
        if (isTime)
        {
            source.Cancel();
        }
    }

    private protected static void Interrupt(TrainingOptions options, int iteration, IInstanceSource? data = null)
    {
        using CancellationTokenSource source = new();
        SynchronousProgress report = new(progress => Cancel(source, progress.Iteration == iteration));
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(
            ReferenceProblems.LinearFixed(), Superstructure.Krylov(3), data ?? Data, null, options, report, source.Token));
        Assert.True(System.IO.File.Exists(options.CheckpointPath));
    }
}
