namespace R2N2.Tests.Superstructures;

public class SuperstructureTests
{
    [Fact]
    public void Presets_OfN_CombineTheNamedParts()
    {
        Assert.Equal(new Superstructure(4, GenerationModule.Evaluations), Superstructure.Krylov(4));
        Assert.Equal(new Superstructure(4, GenerationModule.DirectionalDerivatives), Superstructure.NewtonKrylov(4));
        Assert.NotEqual(Superstructure.Krylov(4), Superstructure.NewtonKrylov(4));
        Assert.Equal(AssemblyModule.LinearCombination, Superstructure.Krylov(1).Assembly);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void Constructor_NBelowOne_NamesIt(int n) => Assert.Contains(
        $"n is {n}", Assert.Throws<ArgumentOutOfRangeException>(() => Superstructure.Krylov(n)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_OfEveryName_GivesThatGeneration() => Assert.All(
        new[] { GenerationModule.Evaluations, GenerationModule.DirectionalDerivatives },
        generation => Assert.Same(generation, GenerationModule.Parse(generation.ToString())));

    [Fact]
    public void Parse_AnotherName_ListsTheKnown()
    {
        string message = Assert.Throws<ArgumentException>(() => GenerationModule.Parse("evaluations")).Message;
        Assert.StartsWith(
            "'evaluations' is not a generation; known are Evaluations and DirectionalDerivatives", message, StringComparison.Ordinal);
    }
}
