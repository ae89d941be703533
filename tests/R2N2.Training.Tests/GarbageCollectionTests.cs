using R2N2.Reference;

namespace R2N2.Training.Tests;

public sealed class GarbageCollectionTests
{
    private const int Seeds = 5;

    [Fact]
    public async Task Train_FiftyNetworksWhileGarbageIsCollected_GivesEqualBitsForEqualSeeds()
    {
        using CancellationTokenSource stop = new();
        var collector = Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                }
            },
            TaskCreationOptions.LongRunning);

        try
        {
            InstanceBatchSource data = new(ReferenceProblems.ChandrasekharData(8, 3, 1));
            ILookup<int, Coefficients> trained = Enumerable.Range(0, 10 * Seeds)
                .ToLookup(i => i % Seeds, i => Train(data, seed: i % Seeds));

            Assert.All(trained, equal => Assert.Single(equal.Distinct()));
            Assert.Equal(Seeds, trained.Select(equal => equal.First()).Distinct().Count());
        }
        finally
        {
            await stop.CancelAsync();
            await collector;
        }
    }

    private static Coefficients Train(InstanceBatchSource data, int seed) => Trainer.Train(
        ReferenceProblems.Chandrasekhar(3),
        Superstructure.Krylov(2),
        data,
        options: new TrainingOptions { Seed = seed, Starts = 2, Race = false, Optimizer = new() { IterationLimit = 3 } }).Model.Coefficients;
}
