using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

public sealed class SeveralColumnsTests
{
    private static readonly MLContext _context = new(seed: 1);

    private static Scenario Several => Scenarios.Get("linear, right side from three columns");

    [Fact]
    public void Fit_NumbersTooFew_NamesColumnsAndBothNumbers()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator("two", "number").Fit(Data()));

        AssertNames(error, "Schema mismatch for input columns 'two', 'number'", "'b'", "expected 5 numbers together", "Vector<Double, 2>, Double");
    }

    [Theory]
    [InlineData("text")]
    [InlineData("variable")]
    [InlineData("integers")]
    public void Fit_ColumnThatDoesNotCount_NamesFoundAndExpected(string column)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator("two", column).Fit(Data()));

        AssertNames(error, $"'{column}'", "Double or Single or Vector<Double> or Vector<Single>");
    }

    [Fact]
    public void Transform_OtherSizesThanFitted_NamesFoundAndExpected()
    {
        IDataView data = Data();
        using EquationSolverTransformer solver = Estimator("two", "three").Fit(data);
        IDataView swapped = _context.Transforms.CopyColumns("old", "two")
            .Append(_context.Transforms.CopyColumns("two", "three"))
            .Append(_context.Transforms.CopyColumns("three", "old"))
            .Fit(data).Transform(data);

        AssertNames(
            Assert.Throws<ArgumentOutOfRangeException>(() => solver.Transform(swapped)), "'two'", "expected Vector<Double, 2>", "got Vector<Double, 3>");
    }

    [Fact]
    public void EquationSolver_MoreColumnsThanNumbersOrNone_AreRefused()
    {
        AssertNames(Assert.Throws<ArgumentException>(() => Estimator("a", "b1", "c", "d", "e", "f")), "6 columns for 'b'", "1 to 5");
        AssertNames(Assert.Throws<ArgumentException>(() => Estimator()), "0 columns for 'b'", "1 to 5");
    }

    [Fact]
    public void Fit_GuessThatTheFamilyKnows_NeedsNoColumnForIt()
    {
        // Neither the constant guess of this family nor a zero one appears among the columns.
        foreach (InitialGuess guess in new[] { InitialGuess.Zero, InitialGuess.Constant(0.5, 1, 2, 3, 4) })
        {
            EquationFamily family = ProblemFamily.Equations(
                "shifted", 5, [new("b", 5)], (x, p) => x + (0.1 * Expression.Tanh(x)) - p["b"], guess);
            IDataView data = Data();
            using EquationSolverTransformer solver = _context.R2N2().EquationSolver(family, Options("two", "three")).Fit(data);

            IDataView solved = solver.Transform(data);

            Assert.DoesNotContain(data.Schema, column => column.Name == InitialGuess.DefaultName);
            Assert.All(ViewContent.Read(solved, [solved.Schema["Status"]]), row => Assert.Equal(new long[] { 0 }, row[0]));
        }
    }

    [Fact]
    public void Transform_Columns_FollowOneAnotherInTheirOrder()
    {
        IDataView data = Data();
        using EquationSolverTransformer solver = Estimator("three", "two").Fit(data);
        IDataView joined = _context.Transforms.Concatenate("b", "three", "two").Fit(data).Transform(data);
        using EquationSolverTransformer whole = Estimator("b").Fit(joined);

        Assert.Equal(whole.Network.Coefficients, solver.Network.Coefficients);
        Assert.Equal(Solutions(whole.Transform(joined)), Solutions(solver.Transform(data)));
    }

    private static List<object[]> Solutions(IDataView view) => ViewContent.Read(view, [view.Schema["Solution"]]);

    private static EquationSolverOptions Options(params string[] columns) =>
        Several.Quick with { InputColumns = new Dictionary<string, string[]> { ["b"] = columns } };

    private static EquationSolverEstimator Estimator(params string[] columns) =>
        _context.R2N2().EquationSolver(Several.Family, Options(columns));

    private static IDataView Data()
    {
        Random random = new(3);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        return _context.Data.LoadFromEnumerable(Enumerable.Range(0, 30).Select(_ => new Row
        {
            Two = Numbers(2),
            Three = Numbers(3),
            Number = random.NextDouble(),
        }).ToArray());
    }

    private static void AssertNames(Exception error, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));

    private sealed class Row
    {
        [ColumnName("two"), VectorType(2)]
        public double[] Two { get; set; } = [];

        [ColumnName("three"), VectorType(3)]
        public double[] Three { get; set; } = [];

        [ColumnName("number")]
        public double Number { get; set; }

        [ColumnName("text")]
        public string Text { get; set; } = "";

        [ColumnName("integers"), VectorType(3)]
        public int[] Integers { get; set; } = new int[3];

        [ColumnName("variable")]
        public double[] Variable { get; set; } = new double[3];
    }
}
