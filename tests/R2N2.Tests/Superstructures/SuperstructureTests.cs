namespace R2N2.Tests.Superstructures;

public class SuperstructureTests
{
    private static readonly EquationFamily _square = ProblemFamily.Equations("square", 2, x => (x * x) - 2);

    [Fact]
    public void Presets_OfN_CombineTheNamedParts()
    {
        Assert.Equal(new Superstructure(4, GenerationModule.Evaluations), Superstructure.Krylov(4));
        Assert.Equal(new Superstructure(4, GenerationModule.DirectionalDerivatives), Superstructure.NewtonKrylov(4));
        Assert.NotEqual(Superstructure.Krylov(4), Superstructure.NewtonKrylov(4));
        Assert.Equal(AssemblyModule.LinearCombination, Superstructure.Krylov(1).Assembly);
    }

    [Fact]
    public void Anderson_OfS_CombinesTheNamedParts() => Assert.Equal(
        new Superstructure(1, GenerationModule.Evaluations) { Assembly = AssemblyModule.MinimalResidual, History = 3 }, Superstructure.Anderson(3));

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Anderson_HistoryOutOfRange_NamesIt(int history) => Assert.Contains(
        $"is {history}", Assert.Throws<ArgumentOutOfRangeException>(() => Superstructure.Anderson(history)).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void History_AssemblyWithoutUseForIt_IsRefusedByName()
    {
        Superstructure structure = Superstructure.Krylov(2) with { History = 1 };

        string message = Assert.Throws<ArgumentException>(() => new R2N2Network(_square, structure, new Coefficients(-1, -1, -1))).Message;

        Assert.Contains("a history of 1 outer iterations, which LinearCombination does not use", message, StringComparison.Ordinal);
    }

    [Fact]
    public void MinimalResidual_CoefficientsOfALinearCombination_AreRefused()
    {
        Superstructure structure = Superstructure.Krylov(2) with { Assembly = AssemblyModule.MinimalResidual };

        string message = Assert.Throws<ArgumentException>(() => new R2N2Network(_square, structure, new Coefficients(-1, -1, -1))).Message;

        Assert.Contains("n = 2 that assembles by MinimalResidual has 2", message, StringComparison.Ordinal);
        Assert.Contains(
            "b needs 3", Assert.Throws<ArgumentException>(() => new ButcherTableau(new Coefficients(1, 2, 3, 4))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void Constructor_NBelowOne_NamesIt(int n) => Assert.Contains(
        $"n is {n}", Assert.Throws<ArgumentOutOfRangeException>(() => Superstructure.Krylov(n)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_OfEveryName_GivesThatGeneration() => Assert.All(
        new[] { GenerationModule.Evaluations, GenerationModule.DirectionalDerivatives, GenerationModule.Taylor(2), GenerationModule.Taylor(8) },
        generation => Assert.Same(generation, GenerationModule.Parse(generation.ToString())));

    [Theory]
    [InlineData("evaluations")]
    [InlineData("Taylor 1")]
    [InlineData("Taylor 9")]
    public void Parse_AnotherName_ListsTheKnown(string name)
    {
        string message = Assert.Throws<ArgumentException>(() => GenerationModule.Parse(name)).Message;
        Assert.StartsWith(
            $"'{name}' is not a generation; known are Evaluations, DirectionalDerivatives and Taylor 2 to Taylor 8.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Taylor_OfDegreeOne_IsTheDirectionalDerivative() => Assert.Same(GenerationModule.DirectionalDerivatives, GenerationModule.Taylor(1));

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Taylor_DegreeOutOfRange_NamesIt(int degree) => Assert.Contains(
        $"The degree is {degree}", Assert.Throws<ArgumentOutOfRangeException>(() => GenerationModule.Taylor(degree)).Message, StringComparison.Ordinal);

    [Fact]
    public void Evaluations_OfAnOuterIteration_CountEveryDirectionalDerivative()
    {
        Assert.Equal(4, Superstructure.NewtonKrylov(4).Evaluations(5));
        Assert.Equal(1 + 2 + 2, new Superstructure(3, GenerationModule.Taylor(2)).Evaluations(5));
        Assert.Equal(1 + 2 + 5, Superstructure.NewtonTaylor(2).Evaluations(5));
        Assert.Equal(1 + 2 + (2 * 5), Superstructure.Halley.Evaluations(5));
    }
}
