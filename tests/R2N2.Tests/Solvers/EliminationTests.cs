using R2N2.Reference;

namespace R2N2.Tests.Solvers;

public sealed class EliminationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(130)]
    public void Solve_RandomSystem_IsThatOfPlainElimination(int m)
    {
        Random random = new(m);
        double[] rows = [.. Enumerable.Range(0, m * m).Select(_ => random.NextDouble() - 0.5)];
        double[] right = [.. Enumerable.Range(0, m).Select(_ => random.NextDouble())];
        double[] expected = PlainElimination.Solve([.. rows], [.. right]);

        Elimination.Solve(Columns(rows, m), right);

        Assert.All(expected.Zip(right), pair => Assert.Equal(pair.First, pair.Second, 1e-10 * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void Solve_ZerosOnTheDiagonal_ExchangesRows()
    {
        double[] rows = [0, 2, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 5, 1, 0, 0, 0, 0];
        double[] right = [2, 6, 12, 20, 7];

        Elimination.Solve(Columns(rows, 5), right);

        Assert.Equal([7, 1, 2, 3, 4], right);
    }

    [Fact]
    public void Solve_SingularMatrix_GivesNumbersThatAreNotFinite()
    {
        double[] right = [1, 2, 3];

        Elimination.Solve([1, 2, 3, 2, 4, 6, 1, 0, 1], right);

        Assert.Contains(right, value => !double.IsFinite(value));
    }

    private static double[] Columns(double[] rows, int m) => [.. Enumerable.Range(0, m * m).Select(i => rows[((i % m) * m) + (i / m)])];
}
