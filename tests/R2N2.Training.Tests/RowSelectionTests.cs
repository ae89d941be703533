namespace R2N2.Training.Tests;

/// <summary>Which rows a race looks at, and how many may be left out.</summary>
public sealed class RowSelectionTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(5000)]
    public void Reservoir_FirstRowsOfTheSample_AreARandomSampleOfTheTable(int rows)
    {
        const int seeds = 200;
        const int first = 64;
        Parameter column = new("b");
        ReadOnlyMemory<double>[] table = [Enumerable.Range(0, rows).Select(i => (double)i).ToArray()];

        double mean = Enumerable.Range(0, seeds).Average(seed =>
        {
            Reservoir reservoir = new([column], 1024, seed);
            for (int row = 0; row < rows; row++)
            {
                reservoir.Offer(new SourceRow(table, row, row));
            }

            RowBuffer sample = reservoir.Draw();
            Assert.Equal(sample.Count, sample.Index.ToArray().Distinct().Count());
            Assert.All(Enumerable.Range(0, sample.Count), i => Assert.Equal(sample.Index[i], sample.Values[0][i]));
            return sample.Index[..first].ToArray().Average();
        });

        // The mean of a uniform number in [0, n) has the standard deviation n/√12, divided by the root of how many there are.
        Assert.Equal((rows - 1) / 2.0, mean, 4 * rows / Math.Sqrt(12.0 * seeds * first));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(16, 1)]
    [InlineData(64, 4)]
    [InlineData(300, 4)]
    [InlineData(5000, 50)]
    public void RowScreen_Limit_IsAFewRows(long rows, long expected) => Assert.Equal(expected, RowScreen.Limit(rows));
}
