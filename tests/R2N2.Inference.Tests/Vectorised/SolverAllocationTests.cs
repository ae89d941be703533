using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace R2N2.Inference.Tests.Vectorised;

/// <summary>After the first calls, solving allocates nothing; between calls it keeps nothing of the caller's.</summary>
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

    [Fact]
    public void Solve_BatchSolved_IsNotKept()
    {
        LaneCase of = LaneCase.Of("near");
        using var solver = Solver.Load(of.Network.ToOnnx(of.Options));

        WeakReference solved = Solved(of, solver);

        GC.Collect();
        Assert.False(solved.IsAlive);
    }

    [Fact]
    public void Solve_IntoABufferOfTheCaller_AllocatesNothing()
    {
        LaneCase of = LaneCase.Of("far");
        using var solver = Solver.Load(of.Network.ToOnnx(of.Options), threads: 1);
        InstanceBatch batch = of.Draw(Count);
        SolveBuffer results = new(Count, solver.Description.StateSize);

        AssertFree(() => solver.Solve(batch, results));
    }

    // In a frame of its own, which leaves no reference behind.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Solved(LaneCase of, Solver solver)
    {
        InstanceBatch batch = InstanceBatch.Of(Count, ("X0", of.Draw(Count)["X0"].ToArray()));
        solver.Solve(batch);
        Assert.True(MemoryMarshal.TryGetArray(batch["X0"], out ArraySegment<double> column));
        return new WeakReference(column.Array);
    }

    // A solver that is used much is compiled meanwhile: of the calls, one may begin that, and one may make the compiled form's blocks.
    private static void AssertFree(Action solve)
    {
        solve();
        Assert.Contains(0, Enumerable.Range(0, 3).Select(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            solve();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }
}
