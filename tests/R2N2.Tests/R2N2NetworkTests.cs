namespace R2N2.Tests;

public class R2N2NetworkTests
{
    private readonly EquationFamily _family = ProblemFamily.Equations("square", 2, x => (x * x) - 2);

    [Fact]
    public void Constructor_ATableOfAnotherOrder_NamesBoth()
    {
        string message = Assert.Throws<ArgumentException>(
            () => new R2N2Network(_family, Superstructure.Krylov(3), new Coefficients(1, 2, 3))).Message;
        Assert.Contains("2 rows", message, StringComparison.Ordinal);
        Assert.Contains("n = 3", message, StringComparison.Ordinal);
    }

    [Fact]
    public void OuterIterations_BelowOne_NamesIt()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new R2N2Network(_family, Superstructure.Krylov(1), new Coefficients(1)) { OuterIterations = 0 });
        Assert.Contains("OuterIterations is 0; it must be at least 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithFamily_OfAnotherSize_KeepsWhatWasLearnedButNotItsLoss()
    {
        EquationFamily larger = ProblemFamily.Equations("square", 50, x => (x * x) - 2);
        R2N2Network network = new(_family, Superstructure.Krylov(1), new Coefficients(-0.3))
        {
            OuterIterations = 7,
            TrainingLoss = 1e-3,
        };
        R2N2Network carried = network.WithFamily(larger);
        Assert.Same(larger, carried.Family);
        Assert.Equal(network.Coefficients, carried.Coefficients);
        Assert.Equal(network.Superstructure, carried.Superstructure);
        Assert.Equal(7, carried.OuterIterations);
        Assert.Null(carried.TrainingLoss);
    }
}
