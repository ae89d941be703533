using R2N2.Reference;

namespace R2N2.Training.Tests;

/// <summary>Checkpoints that training does not go on from.</summary>
public sealed class CheckpointRefusalTests : InterruptedTraining
{
    [Fact]
    public void Train_CheckpointOfAnotherRun_IsRefused()
    {
        TrainingOptions options = Options with { CheckpointPath = File };
        Interrupt(options, 5);

        InvalidDataException failure = Assert.Throws<InvalidDataException>(() => Train(options with { Seed = 77 }));

        Assert.Contains(File, failure.Message, StringComparison.Ordinal);
        Assert.Contains("another run", failure.Message, StringComparison.Ordinal);
        Assert.Contains("its seed is 3, that of this run 77", failure.Message, StringComparison.Ordinal);
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
        string path = Path.Combine(Folder.FullName, "absent", "run.json");

        IOException failure = Assert.ThrowsAny<IOException>(
            () => Train(Options with { CheckpointPath = path, CheckpointInterval = TimeSpan.Zero }));

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"Rung\":0", "\"Rung\":9")]
    [InlineData("\"Rung\":0", "\"Rung\":-1")]
    [InlineData("\"Running\":[", "\"Running\":[7,")]
    [InlineData("\"Running\":[0", "\"Running\":[1")]
    [InlineData("\"Index\":1", "\"Index\":3")]
    [InlineData("\"Point\":[", "\"Point\":[1,")]
    [InlineData("\"Matrix\":[", "\"Matrix\":[1,")]
    [InlineData("\"Stop\":0", "\"Stop\":99")]
    [InlineData("\"LeftOut\":[]", "\"LeftOut\":null")]
    [InlineData("\"LeftOut\":[]", "\"LeftOut\":[5,5]")]
    [InlineData("\"LeftOut\":[]", "\"LeftOut\":[80]")]
    [InlineData("\"LeftOut\":[]", "\"LeftOut\":[-1]")]
    [InlineData("\"LeftOut\":[]", "\"LeftOut\":[7]")]
    [InlineData("\"Starts\":[", "\"Starts\":[null,")]
    [InlineData("\"State\":{", "\"State\":null,\"Other\":{")]
    public void Train_CheckpointWithADamagedState_IsRefused(string sound, string damaged)
    {
        // Row 7 cannot be trained on anyway.
        double[] b = ReferenceProblems.LinearFixedData(80, 3)["b"].ToArray();
        b[7 * 5] = double.NaN;
        InstanceBatchSource data = new(InstanceBatch.Of(80, ("b", b)));
        TrainingOptions options = Options with { CheckpointPath = File };
        Interrupt(options, 3, data);
        string content = System.IO.File.ReadAllText(File);
        Assert.Contains(sound, content, StringComparison.Ordinal);
        int at = content.IndexOf(sound, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, string.Concat(content.AsSpan(0, at), damaged, content.AsSpan(at + sound.Length)));

        InvalidDataException failure = Assert.Throws<InvalidDataException>(
            () => Trainer.Train(ReferenceProblems.LinearFixed(), Superstructure.Krylov(3), data, options: options));

        Assert.Contains("not a training checkpoint", failure.Message, StringComparison.Ordinal);
        Assert.Contains(File, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_OneNumberOfTheTableChanged_IsAnotherRun()
    {
        // A row that no sample holds.
        InstanceBatch table = ReferenceProblems.LinearFixedData(400, 3);
        double[] changed = table["b"].ToArray();
        changed[^1] += 1e-9;
        TrainingOptions options = Options with { SampleSize = 1, CheckpointPath = File };
        Interrupt(options, 3, new InstanceBatchSource(table));

        Assert.Throws<InvalidDataException>(() => Trainer.Train(
            ReferenceProblems.LinearFixed(),
            Superstructure.Krylov(3),
            new InstanceBatchSource(InstanceBatch.Of(400, ("b", changed))),
            options: options));
    }

    [Fact]
    public void Train_CheckpointPathThatCannotBeWritten_IsNamedBeforeARowIsRead()
    {
        IOException failure = Assert.ThrowsAny<IOException>(() => Trainer.Train(
            ReferenceProblems.LinearFixed(),
            Superstructure.Krylov(3),
            new UnreadSource(),
            options: Options with { CheckpointPath = Folder.FullName }));

        Assert.Contains(Folder.FullName, failure.Message, StringComparison.Ordinal);
    }

    private sealed class UnreadSource : IInstanceSource
    {
        public IEnumerable<InstanceBatch> Read(int batchSize) => throw new InvalidOperationException("Nobody should read.");
    }
}
