using R2N2.Reference;

namespace R2N2.Training.Tests;

public sealed class StreamingTests
{
    private const int Instances = 3000;
    private static readonly InstanceBatch Data = ReferenceProblems.ChandrasekharData(Instances, 4, 3);

    [Theory]
    [InlineData(1, true)]
    [InlineData(700, true)]
    [InlineData(5000, true)]
    [InlineData(1, false)]
    [InlineData(700, false)]
    public void Train_AnyBlockSizeInMemoryOrStreamed_GivesTheSameBits(int blockSize, bool inMemory)
    {
        TrainingOptions options = new()
        {
            Starts = 3,
            ValidationShare = 0.1,
            Optimizer = new LevenbergMarquardt { IterationLimit = 8 },
        };
        Coefficients expected = Train(new InstanceBatchSource(Data), options).Model.Coefficients;

        TrainingResult<R2N2Network> result = Train(
            new CountingSource(Data), options with { BlockSize = blockSize, MemoryBudget = inMemory ? long.MaxValue : 0 });

        Assert.Equal(expected, result.Model.Coefficients);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(300, false)]
    public void Train_PartsOfFewerRows_GiveTheSameBitsAtAnyBlockSize(int blockSize, bool inMemory)
    {
        const int unknowns = 120;
        EquationFamily family = ReferenceProblems.Chandrasekhar(unknowns);
        InstanceBatchSource data = new(ReferenceProblems.ChandrasekharData(600, unknowns, 3));
        TrainingOptions options = new() { Starts = 1, Optimizer = new LevenbergMarquardt { IterationLimit = 2 } };
        EquationObjective objective = new(family, Superstructure.Krylov(3), [4, 16, 64]);
        Assert.True(objective.PartSize < PartSize.Largest);

        Coefficients expected = Trainer.Train(family, Superstructure.Krylov(3), data, options: options).Model.Coefficients;
        Coefficients found = Trainer.Train(
            family,
            Superstructure.Krylov(3),
            data,
            options: options with { BlockSize = blockSize, MemoryBudget = inMemory ? long.MaxValue : 0 }).Model.Coefficients;

        Assert.Equal(expected, found);
    }

    [Fact]
    public void Train_WithinTheMemoryBudget_ReadsTheDataOnce()
    {
        CountingSource source = new(Data);

        Train(source, new TrainingOptions { Starts = 2, Optimizer = new LevenbergMarquardt { IterationLimit = 3 } });

        Assert.Equal(1, source.Passes);
    }

    [Fact]
    public void Train_BeyondTheMemoryBudget_ReadsTheDataAgain()
    {
        CountingSource source = new(Data);

        Train(source, new TrainingOptions { Starts = 2, MemoryBudget = 0, Optimizer = new LevenbergMarquardt { IterationLimit = 3 } });

        Assert.True(source.Passes > 3);
    }

    [Fact]
    public void Train_HeldOutShare_IsDecidedRowByRowFromTheSeed()
    {
        TrainingOptions options = new() { Starts = 1, ValidationShare = 0.25, Optimizer = new LevenbergMarquardt { IterationLimit = 2 } };

        TrainingReport report = Train(new InstanceBatchSource(Data), options).Report;

        // Binomial, standard deviation 24.
        Assert.InRange(report.ValidationInstances, 650, 850);
        Assert.Equal(Instances, report.Instances + report.ValidationInstances);
    }

    [Fact]
    public void Train_ValidationLossNoLongerFalls_StopsAndReturnsTheBestSeen()
    {
        // A few instances to train on say little about the others, so the validation loss turns before the training loss does.
        InstanceBatch few = ReferenceProblems.LinearFixedData(40, 1);
        TrainingOptions options = new() { Starts = 8, Race = false, ValidationShare = 0.9, ValidationPatience = 3 };

        TrainingReport report = Trainer.Train(
            ReferenceProblems.LinearFixed(), Superstructure.Krylov(4), new InstanceBatchSource(few), options: options).Report;

        double lowest = report.History.Where(record => record.ValidationLoss is not null).Min(record => record.ValidationLoss!.Value);
        Assert.Equal(lowest, report.ValidationLoss);
        Assert.Equal(StopReason.Validation, report.Stop);
    }

    private static TrainingResult<R2N2Network> Train(IInstanceSource source, TrainingOptions options) =>
        Trainer.Train(ReferenceProblems.Chandrasekhar(4), Superstructure.Krylov(3), source, options: options);

    private sealed class CountingSource(InstanceBatch batch) : IInstanceSource
    {
        public int Passes { get; private set; }

        public IEnumerable<InstanceBatch> Read(int batchSize)
        {
            Passes++;
            foreach (InstanceBatch part in new InstanceBatchSource(batch).Read(Math.Min(batchSize, 333)))
            {
                yield return part;
            }
        }
    }
}
