namespace R2N2.Inference.Tests.Vectorised;

/// <summary>
/// An instance has the same bits alone, at any place in any batch, beside any others, and on any number of threads: whether its lane
/// had another instance before, and whether its block was narrowed under way.
/// </summary>
public sealed class SolverBitsTests
{
    private const int Most = 1000;

    private static readonly int[] _counts = [1, 2, 7, 8, 9, 63, 64, 65, Most];
    private static readonly int[] _threads = [1, 2, 8];

    public static IEnumerable<object[]> All =>
        from name in LaneCase.Names
        from precision in Enum.GetValues<OnnxPrecision>()
        select new object[] { name, precision };

    public static TheoryData<string> Names => [.. LaneCase.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void Solve_AnyBatchOnAnyThreads_GivesTheBitsOfTheInstanceAlone(string name, OnnxPrecision precision)
    {
        (byte[] model, InstanceBatch batch) = Case(name, precision);
        LaneResult[] alone = Alone(model, batch);

        foreach (int threads in _threads)
        {
            using var solver = Solver.Load(model, threads);
            foreach (int count in _counts)
            {
                int first = (Most - count) / 2;
                Assert.Equal(alone[first..(first + count)], LaneResult.Of(solver.Solve(batch.Slice(first, count))));
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Solve_PermutedAndBesideInstancesNotFinite_GivesTheSameBits(string name, OnnxPrecision precision)
    {
        (byte[] model, InstanceBatch batch) = Case(name, precision);
        LaneResult[] alone = Alone(model, batch);
        int[] order = [.. Enumerable.Range(0, Most)];
        new Random(1).Shuffle(order);
        InstanceBatch spoilt = InstanceBatch.Of(
            Most, batch.Names.Select(column => (column, Spoilt(Permuted(batch[column], order)))));

        foreach (int threads in _threads)
        {
            using var solver = Solver.Load(model, threads);
            LaneResult[] found = LaneResult.Of(solver.Solve(spoilt));
            Assert.All(Enumerable.Range(0, Most), i =>
            {
                if (i % 5 == 2)
                {
                    Assert.Equal(SolveStatus.NotFinite, found[i].Status);
                    Assert.Equal(LaneResult.Alone(solver, LaneResult.RowOf(solver, spoilt, i)), found[i]);
                }
                else
                {
                    Assert.Equal(alone[order[i]], found[i]);
                }
            });
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Solve_WhatIsRecorded_HasTheSameBitsInAnyBatch(string name)
    {
        const int Count = 300;
        LaneCase of = LaneCase.Of(name);
        SolverExportOptions options = of.Options with { ResidualHistory = true, Iterates = true, IterationLimit = of.Options.IterationLimit ?? 20 };
        byte[] model = of.Network.ToOnnx(options);
        InstanceBatch batch = of.Draw(Count);
        using var solver = Solver.Load(model);
        SolveResult[] alone = [.. Enumerable.Range(0, Count).Select(i => solver.Solve(batch.Slice(i, 1)))];

        foreach (int threads in _threads)
        {
            using var other = Solver.Load(model, threads);
            SolveResult found = other.Solve(batch);
            Assert.Equal(alone.SelectMany(one => one.ResidualHistory!.Value.ToArray()), found.ResidualHistory!.Value.ToArray());
            Assert.Equal(alone.SelectMany(one => one.Iterates!.Value.ToArray()), found.Iterates!.Value.ToArray());
        }
    }

    [Fact]
    public void Solve_LimitAsLargeAsItCanBe_EndsEveryInstanceAtItsTolerance()
    {
        LaneCase tail = LaneCase.Of("one unknown");
        using var solver = Solver.Load(tail.Network.ToOnnx(tail.Options with { IterationLimit = int.MaxValue }), threads: 1);

        SolveResult found = solver.Solve(tail.Draw(Most));

        Assert.All(found.Status.ToArray(), status => Assert.Equal(SolveStatus.Converged, status));
    }

    private static (byte[] Model, InstanceBatch Batch) Case(string name, OnnxPrecision precision)
    {
        LaneCase of = LaneCase.Of(name);
        SolverExportOptions options = of.Options with { Precision = precision };
        return (of.Network.ToOnnx(precision == OnnxPrecision.Float64 || !options.HasTolerance ? options : options with { AbsoluteTolerance = 1e-4 }), of.Draw(Most));
    }

    private static LaneResult[] Alone(byte[] model, InstanceBatch batch)
    {
        using var solver = Solver.Load(model);
        return LaneResult.Alone(solver, batch);
    }

    private static double[] Permuted(ReadOnlyMemory<double> column, int[] order)
    {
        int size = column.Length / order.Length;
        return [.. order.SelectMany(i => column.Slice(i * size, size).ToArray())];
    }

    // In every fifth instance one number.
    private static double[] Spoilt(double[] column)
    {
        int size = column.Length / Most;
        for (int i = 2; i < Most; i += 5)
        {
            column[(i * size) + (i % size)] = i % 2 == 0 ? double.NaN : double.PositiveInfinity;
        }

        return column;
    }
}
