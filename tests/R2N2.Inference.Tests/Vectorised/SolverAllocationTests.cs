namespace R2N2.Inference.Tests.Vectorised;

/// <summary>After the first calls, solving allocates nothing.</summary>
public sealed class SolverAllocationTests
{
    private const int Count = 200;

    public static TheoryData<string> Names => [.. LaneCase.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Solve_SpansOfOneInstance_AllocatesNothing(string name)
    {
        LaneCase of = LaneCase.Of(name);
        using var solver = Solver.Load(of.Network.ToOnnx(of.Options));
        InstanceBatch batch = of.Draw(Count);
        double[][] rows = [.. Enumerable.Range(0, Count).Select(i => LaneResult.RowOf(solver, batch, i))];
        double[] solution = new double[solver.Description.StateSize];

        AssertFree(() =>
        {
            foreach (double[] row in rows)
            {
                solver.Solve(row, solution);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_BatchIntoColumnsOfTheCaller_AllocatesNothing(string name)
    {
        LaneCase of = LaneCase.Of(name);
        using var solver = Solver.Load(of.Network.ToOnnx(of.Options), threads: 1);
        InstanceBatch batch = of.Draw(Count);
        var columns = BatchColumns.For(solver.Runner.Signature, Count, batch.ColumnsOf(solver.Description));

        AssertFree(() => solver.Runner.Run(columns, Count));
    }

    private static void AssertFree(Action solve)
    {
        solve();
        long before = GC.GetAllocatedBytesForCurrentThread();
        solve();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
