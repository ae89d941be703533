namespace R2N2.Inference.Tests.Vectorised;

/// <summary>Many threads on one solver; failures and disposal under way.</summary>
public sealed class SolverLoadTests
{
    private const int Count = 400;
    private const int Threads = 64;
    private const int Rounds = 12;

    [Theory]
    [InlineData("far")]
    [InlineData("one unknown")]
    public void Solve_SixtyFourThreadsOnOneSolver_GivesEqualBits(string name)
    {
        LaneCase of = LaneCase.Of(name);
        using var solver = Solver.Load(of.Network.ToOnnx(of.Options), threads: 4);
        InstanceBatch batch = of.Draw(Count);
        LaneResult[] alone = LaneResult.Alone(solver, batch);

        InThreads(thread =>
        {
            Random random = new(thread);
            for (int round = 0; round < Rounds; round++)
            {
                int first = random.Next(Count);
                int count = random.Next(2) == 0 ? 1 : random.Next(1, Count - first + 1);
                LaneResult[] found = count == 1
                    ? [LaneResult.Alone(solver, LaneResult.RowOf(solver, batch, first))]
                    : LaneResult.Of(solver.Solve(batch.Slice(first, count)));
                Assert.Equal(alone[first..(first + count)], found);
            }
        });
    }

    [Fact]
    public void Dispose_WhileThreadsSolve_FinishesCallsAndRefusesLaterOnes()
    {
        LaneCase of = LaneCase.Of("far");
        byte[] model = of.Network.ToOnnx(of.Options);
        InstanceBatch batch = of.Draw(Count);
        using var other = Solver.Load(model);
        LaneResult[] alone = LaneResult.Alone(other, batch);
        var solver = Solver.Load(model, threads: 4);
        double[] row = LaneResult.RowOf(solver, batch, 0);
        int solved = 0;

        InThreads(thread =>
        {
            // Every thread is refused sooner or later, and before that is served well.
            while (true)
            {
                try
                {
                    Assert.Equal(alone, LaneResult.Of(solver.Solve(batch)));
                    Assert.Equal(alone[0], LaneResult.Alone(solver, row));
                }
                catch (ObjectDisposedException)
                {
                    break;
                }

                if (Interlocked.Increment(ref solved) == Threads)
                {
                    solver.Dispose();
                }
            }
        });

        Assert.Throws<ObjectDisposedException>(() => solver.Solve(batch));
        Assert.Throws<ObjectDisposedException>(() => solver.Solve(row, new double[10]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Run_OutputMemoryTooShort_FailsAndTheSolverGoesOn(int threads)
    {
        LaneCase of = LaneCase.Of("far");
        using var solver = Solver.Load(of.Network.ToOnnx(of.Options), threads);
        InstanceBatch batch = of.Draw(Count);
        ReadOnlyMemory<double>[] inputs = batch.ColumnsOf(solver.Description);
        LaneResult[] alone = LaneResult.Alone(solver, batch);
        BatchColumns enough = BatchColumns.For(solver.Runner.Signature, Count, inputs);

        for (int round = 0; round < 20; round++)
        {
            BatchColumns shorter = enough with { Numbers = [enough.Numbers[0][..(10 * (Count - 1 - round))], .. enough.Numbers[1..]] };

            Assert.ThrowsAny<ArgumentException>(() => solver.Runner.Run(shorter, Count));
            Assert.Equal(alone, LaneResult.Of(solver.Solve(batch)));
        }
    }

    [Fact]
    public void Solve_SpansOfTheWrongLength_NameBothLengths()
    {
        LaneCase of = LaneCase.Of("far");
        using var solver = Solver.Load(of.Network.ToOnnx(of.Options));

        string inputs = Assert.Throws<ArgumentException>(() => solver.Solve(new double[12], new double[10])).Message;
        string solution = Assert.Throws<ArgumentException>(() => solver.Solve(new double[11], new double[9])).Message;

        Assert.Contains("There are 12 numbers; an instance of 'chandrasekhar-far' has 11", inputs, StringComparison.Ordinal);
        Assert.Contains("There is room for 9 numbers; a solution of 'chandrasekhar-far' has 10", solution, StringComparison.Ordinal);
    }

    private static void InThreads(Action<int> work)
    {
        Exception? failure = null;
        Thread[] threads =
        [
            .. Enumerable.Range(0, Threads).Select(i => new Thread(() =>
            {
                try
                {
                    work(i);
                }
                catch (Exception reason)
                {
                    failure = reason;
                }
            })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.True(failure is null, $"{failure}");
    }
}
