using System.Globalization;

namespace R2N2.Tests.Superstructures;

public class CoefficientsTests
{
    [Fact]
    public void Parse_OfWrittenText_GivesTheSameBits()
    {
        Random random = new(1);
        for (int order = 1; order <= 12; order++)
        {
            for (int repeat = 0; repeat < 20; repeat++)
            {
                double[] values = [.. Enumerable.Range(0, Coefficients.Count(order)).Select(_ => AnyFinite(random))];
                Coefficients table = new(values);
                Assert.Equal(
                    values.Select(BitConverter.DoubleToInt64Bits),
                    Coefficients.Parse(table.ToString()).Values.ToArray().Select(BitConverter.DoubleToInt64Bits));
            }
        }
    }

    [Fact]
    public void Parse_OfExtremeNumbers_GivesTheSameBits()
    {
        double[] values = [-0.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 2.2250738585072014e-308];
        Assert.Equal(
            values.Select(BitConverter.DoubleToInt64Bits),
            Coefficients.Parse(new Coefficients(values).ToString()).Values.ToArray().Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void ToString_UnderAnotherCulture_StaysTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            Assert.Equal("0.5 | -1.25 3", new Coefficients(0.5, -1.25, 3).ToString());
            Assert.Equal(new Coefficients(0.5, -1.25, 3), Coefficients.Parse("0.5 -1.25 3"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Constructor_OverAllCounts_AcceptsTablesWithAWholeLastRowOrOneNumberOfIt()
    {
        Dictionary<int, int> orders = Enumerable.Range(1, 20).ToDictionary(Coefficients.Count);
        for (int order = 2; order <= 20; order++)
        {
            orders.Add(Coefficients.Count(order - 1) + 1, order);
        }

        for (int count = 0; count <= 200; count++)
        {
            double[] values = new double[count];
            if (orders.TryGetValue(count, out int order))
            {
                Assert.Equal(order, new Coefficients(values).Order);
            }
            else
            {
                Assert.Contains($"There are {count} coefficients", Assert.Throws<ArgumentException>(
                    () => new Coefficients(values)).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Row_OfATable_HoldsItsNumbers()
    {
        Coefficients table = new(1, 2, 3, 4, 5, 6);
        Assert.Equal([1], table.Row(0).ToArray());
        Assert.Equal([2, 3], table.Row(1).ToArray());
        Assert.Equal([4, 5, 6], table.Row(2).ToArray());
        Assert.Equal(5, table[2, 1]);
    }

    [Fact]
    public void Row_LastOfATableWithBeta_HoldsBeta()
    {
        Coefficients table = new(1, 2, 3, 4);

        Assert.Equal(3, table.Order);
        Assert.Equal([2, 3], table.Row(1).ToArray());
        Assert.Equal([4], table.Row(2).ToArray());
        Assert.Equal(table, Coefficients.Parse(table.ToString()));
        Assert.Equal(new Coefficients(1, 2, 3, 4, 4, 4, 4), table.Grow());
        Assert.Throws<ArgumentOutOfRangeException>(() => table[2, 1]);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 2)]
    [InlineData(1, -1)]
    public void Indexer_OutsideTheTriangle_Fails(int row, int column) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Coefficients(1, 2, 3, 4, 5, 6)[row, column]);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_ANumberThatIsNotFinite_NamesIt(double value) =>
        Assert.Contains($"Coefficient 1 is {value}", Assert.Throws<ArgumentException>(
            () => new Coefficients(1, value, 2)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1 2 x")]
    [InlineData("1,5")]
    public void Parse_SomethingElse_Fails(string text) => Assert.Throws<FormatException>(() => Coefficients.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("1 2 3 4 5")]
    [InlineData("1e999")]
    public void Parse_NoTable_Fails(string text) => Assert.Throws<ArgumentException>(() => Coefficients.Parse(text));

    [Fact]
    public void Equals_SameNumbers_HoldsWithEqualHashes()
    {
        (Coefficients zero, Coefficients negative) = (new(0.0), new(-0.0));
        Assert.Equal(zero, negative);
        Assert.Equal(zero.GetHashCode(), negative.GetHashCode());
        Assert.NotEqual(new Coefficients(1, 2, 3), new Coefficients(1, 2, 4));
        Assert.False(new Coefficients(1).Equals(null));
    }

    private static double AnyFinite(Random random)
    {
        double value;
        do
        {
            value = BitConverter.Int64BitsToDouble((random.NextInt64() << 1) ^ random.NextInt64());
        }
        while (!double.IsFinite(value));
        return value;
    }
}
