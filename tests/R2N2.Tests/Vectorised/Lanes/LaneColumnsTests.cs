using R2N2.Vectorised;

namespace R2N2.Tests.Vectorised.Lanes;

public class LaneColumnsTests
{
    private const int Elements = 5;
    private const int Lanes = 32;

    [Theory]
    [InlineData(1, new[] { 0 })]
    [InlineData(1, new[] { 31 })]
    [InlineData(8, new[] { 3, 17 })]
    [InlineData(16, new[] { 0, 1, 2, 5, 8, 9, 30, 31 })]
    public void Scatter_OfWhatWasGathered_ChangesChosenLanesOnly(int narrow, int[] chosen)
    {
        double[] from = [.. Enumerable.Range(0, Elements * Lanes).Select(i => (double)i)];
        double[] gathered = new double[Elements * narrow];
        LaneColumns.Gather(from, Lanes, gathered, narrow, chosen);

        for (int element = 0; element < Elements; element++)
        {
            for (int i = 0; i < narrow; i++)
            {
                int lane = i < chosen.Length ? chosen[i] : chosen[0];
                Assert.Equal((element * Lanes) + lane, gathered[(element * narrow) + i]);
            }
        }

        double[] to = new double[from.Length];
        LaneColumns.Scatter(Array.ConvertAll(gathered, number => -number), narrow, to, Lanes, chosen);
        Assert.Equal(from.Select((number, at) => chosen.Contains(at % Lanes) ? -number : 0), to);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void Find_RandomNumbers_FindsWhatComparisonsSay(int lanes)
    {
        Random random = new(lanes);
        double[] some = [double.NaN, -1, 0, -0.0, 1, double.Epsilon, double.NegativeInfinity, double.PositiveInfinity];
        for (int repetition = 0; repetition < 50; repetition++)
        {
            double[] numbers = [.. Enumerable.Range(0, lanes).Select(_ => some[random.Next(some.Length)])];
            Assert.Equal(Enumerable.Range(0, lanes).Where(lane => numbers[lane] > 0), Find(numbers, isZeroFound: false));
            Assert.Equal(Enumerable.Range(0, lanes).Where(lane => numbers[lane] >= 0), Find(numbers, isZeroFound: true));
        }
    }

    private static int[] Find(double[] numbers, bool isZeroFound)
    {
        int[] found = new int[numbers.Length];
        return found[..LaneColumns.Find<double>(numbers, isZeroFound, found)];
    }
}
