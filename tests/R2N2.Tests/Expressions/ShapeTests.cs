namespace R2N2.Tests.Expressions;

public class ShapeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Of_ADimensionBelowOne_NamesIt(int dimension)
    {
        ArgumentException vector = Assert.Throws<ArgumentException>(() => Shape.Vector(dimension));
        ArgumentException matrix = Assert.Throws<ArgumentException>(() => Shape.Matrix(2, dimension));
        Assert.Contains($"is {dimension}", vector.Message, StringComparison.Ordinal);
        Assert.Contains($"is {dimension}", matrix.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ThreeDimensions_Refuses() =>
        Assert.Contains("3 dimensions", Assert.Throws<ArgumentException>(() => Shape.Of(1, 2, 3)).Message, StringComparison.Ordinal);

    [Fact]
    public void Equals_OverAllPairs_HoldsExactlyForEqualDimensions() =>
        Assert.All(AllShapes.Pairs, pair =>
        {
            bool equal = pair.Left.Dimensions.SequenceEqual(pair.Right.Dimensions);
            Assert.Equal(equal, pair.Left.Equals(pair.Right));
            Assert.True(!equal || pair.Left.GetHashCode() == pair.Right.GetHashCode());
        });

    [Fact]
    public void ToString_OverAllShapes_IsUnique() =>
        Assert.Equal(AllShapes.Each.Count, AllShapes.Each.Select(shape => shape.ToString()).Distinct().Count());

    [Fact]
    public void Size_BeyondAnInt_FailsInsteadOfWrapping() =>
        Assert.Throws<OverflowException>(() => Shape.Matrix(int.MaxValue, 2).Size);
}
