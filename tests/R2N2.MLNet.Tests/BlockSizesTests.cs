using Microsoft.ML;

namespace R2N2.MLNet.Tests;

public sealed class BlockSizesTests
{
    [Theory]
    [InlineData(1, 32768)]
    [InlineData(5, 14979)]
    [InlineData(100, 64)]
    [InlineData(30, 546)]
    public void For_NoChoice_BoundsRowsAndNumbers(int unknowns, int expected)
    {
        EquationFamily family = ProblemFamily.Equations(
            "linear", unknowns, [new("A", unknowns, unknowns), new("b", unknowns)], (x, p) => (p["A"] * x) - p["b"], InitialGuess.Zero);
        var solver = SolverFile.Read(new R2N2Network(family, Superstructure.Krylov(1), new Coefficients(-1.0)).ToOnnx(), "The solver");

        Assert.Equal(expected, BlockSizes.For(0, solver));
        Assert.Equal(7, BlockSizes.For(7, solver));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Transform_AnyBlockSize_GivesTheSameBits(int blockSize)
    {
        Scenario scenario = Scenarios.Linear;
        MLContext context = new();
        using EquationSolverTransformer solver = FittedScenarios.Fit(
            scenario with { Options = new() { BlockSize = blockSize } }, new MLContext(seed: 1));
        IDataView data = scenario.Data(context, 300, seed: 8);

        Assert.Equal(
            ViewContent.Read(FittedScenarios.Get(scenario).Transform(data)), ViewContent.Read(solver.Transform(data)));
    }
}
