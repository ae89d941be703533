namespace R2N2.Inference.Tests;

public sealed class BlockPlanTests
{
    public static TheoryData<int, int> Machines => new()
    {
        { 1, 1 }, { 2, 10 }, { 3, 40 }, { 4, 321 }, { 16, 1 }, { 16, 10 }, { 16, 1_000 }, { 64, 10_100 }, { 5, 640_800 },
    };

    [Theory]
    [MemberData(nameof(Machines))]
    public void For_AnyCount_CoversItInBlocksThatAreWorthACall(int threads, int width)
    {
        InferenceOptions options = new() { Threads = threads };
        int fewest = BlockPlan.LeastRows(width);

        foreach (int count in Counts())
        {
            var plan = BlockPlan.For(count, width, options);

            Assert.True(plan.Rows >= Math.Min(count, fewest), $"{count} instances: {plan}");
            Assert.InRange((long)plan.Rows * plan.Blocks, count, (long)count + plan.Rows - 1);
            Assert.True(plan.Rows * (long)width <= Math.Max(40_960 + (8L * width), 16L * width), $"{count} instances: {plan}");
            Assert.Equal(Math.Min(threads, plan.Blocks), plan.Threads);
            Assert.Equal(0, plan.Rows % AlignedMemory.RowMultiple);
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void For_EnoughForAllThreads_GivesEachAsMany(int threads, int width)
    {
        int fewest = AlignedMemory.RoundUp(BlockPlan.LeastRows(width));

        Assert.Equal((fewest, threads), Shared(BlockPlan.For(fewest * threads, width, new InferenceOptions { Threads = threads })));
    }

    [Fact]
    public void For_SizeOfTheCaller_IsTheMost()
    {
        foreach (int count in Counts())
        {
            var plan = BlockPlan.For(count, 10, new InferenceOptions { Threads = 2, BlockSize = 13 });

            Assert.InRange(plan.Rows, 1, 13);
            Assert.InRange((long)plan.Rows * plan.Blocks, count, (long)count + plan.Rows - 1);
        }
    }

    [Fact]
    public void For_NoInstances_HasNoBlocks() => Assert.Equal(0, BlockPlan.For(0, 10, new InferenceOptions()).Blocks);

    private static (int Rows, int Blocks) Shared(BlockPlan plan) => (plan.Rows, plan.Blocks);

    private static IEnumerable<int> Counts() =>
        [.. Enumerable.Range(1, 700), 1_023, 1_024, 4_095, 4_096, 4_097, 8_193, 20_000, 32_768, 99_991, int.MaxValue];
}
