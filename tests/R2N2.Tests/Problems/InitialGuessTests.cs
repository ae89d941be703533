namespace R2N2.Tests.Problems;

public class InitialGuessTests
{
    [Fact]
    public void Constant_OneNumber_ServesAllUnknowns() => Assert.Equal([1.5, 1.5, 1.5], InitialGuess.Constant(1.5).Values(3));

    [Fact]
    public void Constant_OneNumberPerUnknown_KeepsThem()
    {
        double[] values = [1, 2, 3];
        InitialGuess guess = InitialGuess.Constant(values);
        values[0] = 9;
        guess.Values(3)[1] = 9;
        Assert.Equal([1, 2, 3], guess.Values(3));
    }

    [Fact]
    public void Zero_AnySize_IsZero() => Assert.Equal([0, 0], InitialGuess.Zero.Values(2));

    [Fact]
    public void Given_AskedForACommonValue_NamesItsInput() =>
        Assert.Contains("'start'", Assert.Throws<InvalidOperationException>(
            () => InitialGuess.Given("start").Values(2)).Message, StringComparison.Ordinal);

    [Fact]
    public void Given_WithoutAName_Fails() => Assert.Throws<ArgumentException>(() => InitialGuess.Given(""));

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 1, double.NaN })]
    [InlineData(new[] { double.PositiveInfinity })]
    public void Constant_NoOrNotFiniteNumbers_Fails(double[] values) =>
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => InitialGuess.Constant(values)).Message, StringComparison.Ordinal);
}
