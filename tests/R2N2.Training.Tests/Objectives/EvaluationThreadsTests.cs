using R2N2.Reference;
using R2N2.Training.Native;
using TorchSharp;

namespace R2N2.Training.Tests.Objectives;

/// <summary>torch's number of threads is one for the whole process, so nothing else may run meanwhile.</summary>
[Collection(nameof(EvaluationThreadsTests))]
[CollectionDefinition(nameof(EvaluationThreadsTests), DisableParallelization = true)]
public sealed class EvaluationThreadsTests : IDisposable
{
    private readonly int _before;

    public EvaluationThreadsTests()
    {
        TorchNative.EnsureLoaded();
        _before = OnNewThread(() => torch.get_num_threads());
        OnNewThread(() => torch.set_num_threads(3));
    }

    public void Dispose() => OnNewThread(() => torch.set_num_threads(_before));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_NumberOfThreadsOfTheHost_StaysWhileTrainingRunsAndAfter(bool fails)
    {
        List<int> seen = [];

        Exception? thrown = Record.Exception(() => Train(_ =>
        {
            seen.Add(OnNewThread(() => torch.get_num_threads()));
            if (fails)
            {
                throw new InvalidOperationException("The host's own.");
            }
        }));

        Assert.Equal(fails, thrown is not null);
        Assert.NotEmpty(seen);
        Assert.All(seen, threads => Assert.Equal(3, threads));
        Assert.Equal(3, OnNewThread(() => torch.get_num_threads()));
    }

    [Fact]
    public void Train_SeveralAtOnce_LeaveTheNumberOfThreadsOfTheHost()
    {
        Parallel.For(0, 4, _ => Train(_ => { }));

        Assert.Equal(3, OnNewThread(() => torch.get_num_threads()));
    }

    [Fact]
    public void Run_NumberOfThreadsChangedByTheHost_StaysOneForEachPart()
    {
        using EvaluationThreads threads = new(2);
        int[] before = threads.Run(8, _ => torch.get_num_threads());
        OnNewThread(() => torch.set_num_threads(2));
        int[] after = threads.Run(8, _ => torch.get_num_threads());

        Assert.All([.. before, .. after], count => Assert.Equal(1, count));
        Assert.Equal(2, OnNewThread(() => torch.get_num_threads()));
    }

    private static void Train(Action<TrainingProgress> report) => Trainer.Train(
        ReferenceProblems.LinearFixed(),
        Superstructure.Krylov(2),
        new InstanceBatchSource(ReferenceProblems.LinearFixedData(20, 1)),
        options: new TrainingOptions { Starts = 2, Optimizer = new() { IterationLimit = 3 } },
        progress: new SynchronousProgress(report));

    private static void OnNewThread(Action action) => OnNewThread(() =>
    {
        action();
        return 0;
    });

    private static T OnNewThread<T>(Func<T> function)
    {
        T? result = default;
        Thread thread = new(() => result = function());
        thread.Start();
        thread.Join();
        return result!;
    }
}
