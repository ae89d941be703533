namespace R2N2.Tests.Problems;

public class ParameterTests
{
    [Fact]
    public void Constructor_DimensionsOrShape_AreTheSame()
    {
        Assert.Equal(new Parameter("a", Shape.Scalar), new Parameter("a"));
        Assert.Equal(new Parameter("a", Shape.Matrix(2, 3)), new Parameter("a", 2, 3));
        Assert.NotEqual(new Parameter("a", 6), new Parameter("a", 2, 3));
    }

    [Fact]
    public void Constructor_BadNameOrDimension_Fails()
    {
        Assert.Throws<ArgumentException>(() => new Parameter(" "));
        Assert.Throws<ArgumentException>(() => new Parameter("a", 0));
    }
}
