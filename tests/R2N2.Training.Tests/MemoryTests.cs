using System.Globalization;
using R2N2.Training.Tests.Native;

namespace R2N2.Training.Tests;

public sealed class MemoryTests
{
    [LinuxFact]
    public async Task Train_TwoThousandUnknowns_TakesABoundedAmountOfMemory()
    {
        // Runtime, libtorch and the data themselves, then a part on each thread.
        long bound = (400L << 20) + Math.Min(PartSize.Bytes * Environment.ProcessorCount, PartSize.TotalBytes);
        using var folder = new TemporaryFolder();

        TorchProcess process = await TorchProcess.RunAsync(folder.FullName, folder.FullName, LargeTraining.Name);

        Assert.True(process.ExitCode == 0, process.Errors);
        Assert.InRange(long.Parse(process.Find(LargeTraining.Trained)!, CultureInfo.InvariantCulture), 1, bound);
    }

    [Fact]
    public void Train_FewRowsOfALargeMatrix_AreReadAFewAtATime()
    {
        const int size = 800;
        EquationFamily family = ProblemFamily.Equations(
            "large matrix", size, [new("A", Shape.Matrix(size, size)), new("b", size)], (x, p) => (p["A"] * x) - p["b"], InitialGuess.Zero);
        TableSource source = new(4, family.Inputs);

        TrainingReport report = Trainer.Train(
            family,
            Superstructure.Krylov(2),
            source,
            options: new TrainingOptions { Starts = 1, Optimizer = new() { IterationLimit = 2 } }).Report;

        Assert.True(double.IsFinite(report.Loss));
        Assert.Equal(4, report.Instances);
        Assert.InRange((long)source.LargestBatch * size * (size + 1) * sizeof(double), 1, 128 << 20);
    }

    // Like a table whose rows are copied into a batch: the room for all rows of a batch is there before the first is read.
    private sealed class TableSource(int rows, IReadOnlyList<Parameter> columns) : IInstanceSource
    {
        public int LargestBatch { get; private set; }

        public IEnumerable<InstanceBatch> Read(int batchSize)
        {
            LargestBatch = Math.Max(LargestBatch, batchSize);
            double[][] room = [.. columns.Select(column => new double[checked(batchSize * column.Shape.Size)])];
            for (int row = 0; row < rows; row += batchSize)
            {
                int count = Math.Min(batchSize, rows - row);
                Random random = new(row);
                Array.ForEach(room, column =>
                {
                    for (int i = 0; i < column.Length; i++)
                    {
                        column[i] = random.NextDouble() / 400;
                    }
                });
                yield return InstanceBatch.Of(count, columns.Zip(room, (column, values) => (column.Name, values[..(count * column.Shape.Size)])));
            }
        }
    }
}
