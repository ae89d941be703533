using R2N2.Reference;
using static R2N2.Expression;

namespace R2N2.Tests.Superstructures;

public class TableModuleTests
{
    private const int Instances = 90;

    private static readonly EquationFamily _cubic = ProblemFamily.Equations(
        "cubic", 2, [new("a"), new("b", 2)], (x, p) => (p["a"] * x * x * x) + x + (0.2 * Sum(x)) - p["b"], InitialGuess.Zero);

    private static readonly Coefficients _table = new(-0.6, -0.3, -0.5);

    public static TheoryData<bool, bool> Iterations => new()
    {
        { true, true },
        { true, false },
        { false, false },
    };

    [Theory]
    [MemberData(nameof(Iterations))]
    public void Solve_EqualTables_IsTheSharedTableBitForBit(bool hasTolerance, bool isGuarded) =>
        AssertSameBits(TableModule.PerIteration(3), Coefficients.Join(_table, _table, _table), hasTolerance, isGuarded);

    [Theory]
    [MemberData(nameof(Iterations))]
    public void Solve_NoWeightOnFeatures_IsTheSharedTableBitForBit(bool hasTolerance, bool isGuarded)
    {
        var module = TableModule.Conditional(p => p["a"], p => Exp(p["b"][1]));
        Coefficients zero = new(0.0, 0, 0);

        AssertSameBits(module, Coefficients.Join(_table, zero, zero), hasTolerance, isGuarded);
        Assert.Equal(Coefficients.Join(_table, zero, zero), module.Spread(_table));
    }

    [Fact]
    public void Solve_OneTableForEachStep_IsTheStepsOfOneIteration()
    {
        double[] omega = [0.9, 0.4, 0.7];
        R2N2Network steps = new(
            _cubic, Superstructure.Krylov(1) with { Tables = TableModule.PerIteration(3) }, Coefficients.Join([.. omega.Select(step => new Coefficients(-step))]));
        R2N2Network whole = new(_cubic, Superstructure.Krylov(3), Coefficients.Richardson(omega));

        double[] one = Solve(steps, Fixed(3)).Solution.ToArray();

        Assert.All(one.Zip(Solve(whole, Fixed(1)).Solution.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
    }

    [Fact]
    public void Solve_MoreIterationsThanTables_GoesOnWithTheLast()
    {
        Coefficients[] tables = [_table, new(-0.5, -0.2, -0.4)];
        R2N2Network two = Network(TableModule.PerIteration(2), Coefficients.Join(tables));
        R2N2Network four = Network(TableModule.PerIteration(4), Coefficients.Join(tables[0], tables[1], tables[1], tables[1]));

        Assert.Equal(Solve(two, Fixed(7)).Solution.ToArray(), Solve(four, Fixed(7)).Solution.ToArray());
    }

    [Fact]
    public void Solve_InABatchOrAlone_EachInstanceBeginsWithTheFirstTable()
    {
        R2N2Network network = Network(TableModule.PerIteration(3), Coefficients.Join(_table, new(-0.9, -0.3, -0.8), new(-0.7, -0.1, -0.6)));
        using Solver solver = network.ToSolver();
        InstanceBatch batch = Data();
        SolveResult together = solver.Solve(batch);

        for (int i = 0; i < Instances; i++)
        {
            SolveResult alone = solver.Solve(batch.Slice(i, 1));
            Assert.Equal(alone.Solution.ToArray(), together.Solution.Slice(2 * i, 2).ToArray());
            Assert.Equal(alone.Iterations.Span[0], together.Iterations.Span[i]);
        }
    }

    [Fact]
    public void Load_ConditionalTables_GivesTheSameFeaturesAndNumbers()
    {
        R2N2Network network = Network(
            TableModule.Conditional(p => Log(p["a"]) / 3, p => p["b"][0]), Coefficients.Join(_table, new(0.1, 1 / 3.0, -0.0), new(0.01, 0.02, -0.1)));

        var loaded = R2N2Network.Load(network.ToOnnx());

        Assert.Equal(network.Coefficients, loaded.Coefficients);
        Assert.Equal(3, loaded.Superstructure.Tables.Count);
        Assert.Equal(Solve(network, Fixed(5)).Solution.ToArray(), Solve(loaded, Fixed(5)).Solution.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void PerIteration_CountOutOfRange_NamesIt(int count) => Assert.Contains(
        $"is {count}; it must be 1 to 32 tables", Assert.Throws<ArgumentOutOfRangeException>(() => TableModule.PerIteration(count)).Message, StringComparison.Ordinal);

    [Fact]
    public void Conditional_NumberOfFeaturesOutOfRange_NamesIt()
    {
        Assert.Contains("is 0", Assert.Throws<ArgumentOutOfRangeException>(() => TableModule.Conditional()).Message, StringComparison.Ordinal);
        Func<InstanceParameters, Expression>[] many = [.. Enumerable.Repeat((Func<InstanceParameters, Expression>)(p => p["a"]), 17)];
        Assert.Contains("is 17", Assert.Throws<ArgumentOutOfRangeException>(() => TableModule.Conditional(many)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Network_FeaturesThatDoNotSuitTheFamily_AreRefusedByName()
    {
        Coefficients two = Coefficients.Join(_table, _table);
        string Refused(TableModule module) => Assert.Throws<ArgumentException>(() => Network(module, two)).Message;

        Assert.Contains("Feature 1 of the tables is a vector", Refused(TableModule.Conditional(p => p["b"])), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Feature 1 of the tables is null", Refused(TableModule.Conditional(_ => null!)), StringComparison.Ordinal);
        Assert.Contains("'c'", Refused(TableModule.Conditional(p => p["c"])), StringComparison.Ordinal);
        Assert.Contains("training measures on data", Refused(TableModule.ByParameters), StringComparison.Ordinal);
    }

    [Fact]
    public void Network_AnotherNumberOfTables_IsRefused()
    {
        string message = Assert.Throws<ArgumentException>(() => Network(TableModule.PerIteration(3), Coefficients.Join(_table, _table))).Message;
        Assert.Contains("2 tables; a superstructure with the tables PerIteration(3) has 3", message, StringComparison.Ordinal);

        message = Assert.Throws<ArgumentException>(() => Network(TableModule.PerIteration(2), Coefficients.Join(new(-1), new(-1)))).Message;
        Assert.Contains("1 rows", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ByParameters_OfAFamilyWithoutScalars_SaysSo()
    {
        EquationFamily family = ProblemFamily.Equations("vectors", 2, [new("b", 2)], (x, p) => x - p["b"]);

        Assert.Contains(
            "'vectors' has 0 scalar parameters", Assert.Throws<ArgumentException>(() => TableModule.ByParameters.For(family)).Message, StringComparison.Ordinal);
        Assert.Equal(2, TableModule.ByParameters.For(_cubic).Count);
    }

    private static void AssertSameBits(TableModule module, Coefficients tables, bool hasTolerance, bool isGuarded)
    {
        SolverExportOptions options = hasTolerance
            ? new SolverExportOptions { Safeguard = isGuarded ? new Safeguard() : null, ResidualHistory = true }
            : Fixed(5);
        SolveResult expected = Solve(Network(TableModule.Shared, _table), options);

        SolveResult found = Solve(Network(module, tables), options);

        Assert.Equal(expected.Solution.ToArray(), found.Solution.ToArray());
        Assert.Equal(expected.ResidualNorm.ToArray(), found.ResidualNorm.ToArray());
        Assert.Equal(expected.Iterations.ToArray(), found.Iterations.ToArray());
        Assert.Equal(expected.ResidualHistory?.ToArray(), found.ResidualHistory?.ToArray());
    }

    private static R2N2Network Network(TableModule module, Coefficients tables) => new(_cubic, Superstructure.Krylov(2) with { Tables = module }, tables);

    private static SolverExportOptions Fixed(int iterations) => new() { AbsoluteTolerance = null, IterationLimit = iterations };

    private static SolveResult Solve(R2N2Network network, SolverExportOptions options)
    {
        using Solver solver = network.ToSolver(options);
        return solver.Solve(Data());
    }

    private static InstanceBatch Data()
    {
        Random random = new(5);
        return InstanceBatch.Of(
            Instances,
            ("a", [.. Enumerable.Range(0, Instances).Select(_ => 0.1 + random.NextDouble())]),
            ("b", [.. Enumerable.Range(0, 2 * Instances).Select(_ => (4 * random.NextDouble()) - 2)]));
    }
}
