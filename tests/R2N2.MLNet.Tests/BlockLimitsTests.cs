using Microsoft.ML;

namespace R2N2.MLNet.Tests;

public sealed class BlockLimitsTests
{
    [Theory]
    [InlineData(1, 32768)]
    [InlineData(5, 13797)]
    [InlineData(30, 544)]
    [InlineData(100, 51)]
    [InlineData(800, 1)]
    public void For_NoChoice_BoundsRowsAndBytes(int unknowns, int expected)
    {
        EquationFamily family = ProblemFamily.Equations(
            "linear", unknowns, [new("A", unknowns, unknowns), new("b", unknowns)], (x, p) => (p["A"] * x) - p["b"], InitialGuess.Zero);
        var solver = SolverFile.Read(new R2N2Network(family, Superstructure.Krylov(1), new Coefficients(-1.0)).ToOnnx(), "The solver");

        Assert.Equal(expected, BlockLimits.For(0, solver).Rows);
        Assert.Equal(7, BlockLimits.For(7, solver).Rows);
    }

    [Fact]
    public void For_RecordedIterates_CountToo()
    {
        R2N2Network network = new(
            ProblemFamily.Equations("one", 1, x => x - 1), Superstructure.Krylov(1), new Coefficients(-1.0));

        // x₀, x and three scalars; with 1,000 iterates and norms, 1,000 rows have more than 4 MiB.
        var plain = SolverFile.Read(network.ToOnnx(), "The solver");
        var recorded = SolverFile.Read(
            network.ToOnnx(new SolverExportOptions { IterationLimit = 999, ResidualHistory = true, Iterates = true }), "The solver");

        Assert.Equal(32768, BlockLimits.For(0, plain).Rows);
        Assert.Equal((1 << 19) / 2005, BlockLimits.For(0, recorded).Rows);
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
