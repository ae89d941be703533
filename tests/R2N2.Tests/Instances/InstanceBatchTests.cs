namespace R2N2.Tests.Instances;

public class InstanceBatchTests
{
    private readonly InstanceBatch _batch = InstanceBatch.Of(3, ("a", [1, 2, 3]), ("b", [1, 2, 3, 4, 5, 6]));

    [Fact]
    public void Slice_AllStartsAndCounts_TakesTheSameInstancesOfEveryColumn()
    {
        for (int start = 0; start <= 3; start++)
        {
            for (int count = 0; start + count <= 3; count++)
            {
                InstanceBatch part = _batch.Slice(start, count);
                Assert.Equal(count, part.Count);
                Assert.Equal(_batch["a"].ToArray()[start..(start + count)], part["a"].ToArray());
                Assert.Equal(_batch["b"].ToArray()[(2 * start)..(2 * (start + count))], part["b"].ToArray());
            }
        }
    }

    [Fact]
    public void Slice_OfASlice_IsTheSliceOfTheWhole() =>
        Assert.Equal(_batch.Slice(2, 1)["b"].ToArray(), _batch.Slice(1, 2).Slice(1, 1)["b"].ToArray());

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(2, 2)]
    [InlineData(4, 0)]
    [InlineData(1, int.MaxValue)]
    public void Slice_OutsideTheBatch_Fails(int start, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _batch.Slice(start, count));

    [Fact]
    public void Slice_AColumnThatInstancesCannotShare_NamesIt() =>
        Assert.Contains("'a' has 4 numbers, which 3 instances", Assert.Throws<ArgumentException>(
            () => InstanceBatch.Of(3, ("a", [1, 2, 3, 4])).Slice(0, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Require_MatchingColumns_Passes()
    {
        _batch.Require([new("a"), new("b", 2)]);
        InstanceBatch.Of(0, ("a", [])).Require([new("a", 5)]);
    }

    [Fact]
    public void Require_AMissingColumn_NamesThePresent() =>
        Assert.Contains("no column 'c'; they have a, b", Assert.Throws<ArgumentException>(
            () => _batch.Require([new("c")])).Message, StringComparison.Ordinal);

    [Fact]
    public void Require_AnotherLength_NamesBoth() =>
        Assert.Contains("'b' has 6 numbers; 3 instances of a vector [3] need 9", Assert.Throws<ArgumentException>(
            () => _batch.Require([new("b", 3)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_AColumnTwiceOrNull_NamesIt()
    {
        Assert.Contains("'b' is given twice", Assert.Throws<ArgumentException>(
            () => InstanceBatch.Of(1, ("b", [1]), ("b", [2]))).Message, StringComparison.Ordinal);
        Assert.Contains("'b' is null", Assert.Throws<ArgumentException>(
            () => InstanceBatch.Of(1, ("b", null!))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_ANegativeCount_Fails() => Assert.Throws<ArgumentOutOfRangeException>(() => InstanceBatch.Of(-1));
}
