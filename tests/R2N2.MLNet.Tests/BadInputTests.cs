using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

public sealed class BadInputTests
{
    private static readonly MLContext _context = new(seed: 1);

    private static Scenario Linear => Scenarios.Linear;

    private static Scenario Scalar => Scenarios.Get("scalar parameter");

    public static TheoryData<string, string, string> Misfits => new()
    {
        { "int vector", "Vector<Double, 5> or Vector<Single, 5>", "Vector<Int32, 5>" },
        { "scalar", "Vector<Double, 5> or Vector<Single, 5>", "Double" },
        { "text", "Vector<Double, 5> or Vector<Single, 5>", "String" },
    };

    public static TheoryData<string, string> WrongSizes => new()
    {
        { "four", "Vector<Double, 4>" },
        { "ten", "Vector<Double, 10>" },
        { "variable", "got Vector<Double>" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Fit_ColumnOfAnotherType_NamesFoundAndExpected(string column, string expected, string found) =>
        AssertNames(Fails(column), $"'{column}'", "'b'", expected, found);

    [Theory]
    [MemberData(nameof(WrongSizes))]
    public void Fit_ColumnOfAnotherSize_NamesFoundAndExpected(string column, string found) =>
        AssertNames(Fails(column), $"'{column}'", "'b'", "Vector<Double, 5>", found);

    [Theory]
    [InlineData("int vector", "Vector<Int32>")]
    [InlineData("scalar", "Double")]
    [InlineData("text", "String")]
    [InlineData("variable", "VarVector<Double>")]
    public void GetOutputSchema_ColumnOfAnotherType_NamesFoundAndExpected(string column, string found)
    {
        SchemaShape shape = SchemaCapture.Of(_context, Odd());

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(column).GetOutputSchema(shape));

        Assert.Equal("inputSchema", error.ParamName);
        AssertNames(error, "Schema mismatch for input column", $"'{column}'", "Vector<Double, 5>", $"got {found}");
    }

    [Fact]
    public void FitAndGetOutputSchema_ColumnMissing_NameItAndThoseThereAre()
    {
        IDataView data = Odd();
        SchemaShape shape = SchemaCapture.Of(_context, data);

        foreach (ArgumentOutOfRangeException error in new[]
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Estimator("absent").Fit(data)),
            Assert.Throws<ArgumentOutOfRangeException>(() => Estimator("absent").GetOutputSchema(shape)),
            Assert.Throws<ArgumentOutOfRangeException>(() => FittedScenarios.Get(Linear).Transform(data)),
            Assert.Throws<ArgumentOutOfRangeException>(() => FittedScenarios.Get(Linear).GetOutputSchema(data.Schema)),
        })
        {
            Assert.Equal("inputSchema", error.ParamName);
            AssertNames(error, "Could not find input column", "'variable'", "'text'");
        }
    }

    [Fact]
    public void Chain_ColumnMissing_FailsBeforeAnythingIsFitted()
    {
        int read = 0;
        IDataView data = _context.Data.LoadFromEnumerable(Linear.Rows(5, seed: 1).Select(row =>
        {
            read++;
            return row;
        }), Linear.InputDefinition());
        var chain = _context.Transforms.NormalizeMinMax("scaled", "b").Append(Estimator("absent"));

        Assert.Throws<ArgumentOutOfRangeException>(() => chain.Fit(data));

        Assert.Equal(0, read);
    }

    [Fact]
    public void Transform_SingleWhereTrainedOnDouble_NamesBoth()
    {
        Scenario single = Scenarios.Get("linear, right sides in single precision");

        var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            FittedScenarios.Get(Linear).Transform(single.Data(_context, 3, seed: 1)));

        AssertNames(error, "'b'", "expected Vector<Double, 5>,", "got Vector<Single, 5>");
    }

    [Fact]
    public void Fit_ScalarParameterFromAVector_NamesBoth()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _context.R2N2()
            .EquationSolver(Scalar.Family, Scalar.Quick with { InputColumns = new Dictionary<string, string[]> { ["mu"] = ["ten"] } })
            .Fit(Odd()));

        AssertNames(error, "'mu'", "expected Double or Single", "got Vector<Double, 10>");
    }

    [Fact]
    public void Fit_NoRows_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => Linear.Estimator(_context).Fit(Linear.Data(_context, [])));

        AssertNames(error, "no instances", "at least one");
    }

    [Fact]
    public void Fit_OnlyRowsThatAreNotFinite_SaysHowMany()
    {
        InstanceRow[] rows = Linear.Rows(7, seed: 1);
        Array.ForEach(rows, row => row.Vector[2] = double.NaN);

        var error = Assert.Throws<ArgumentException>(() => Linear.Estimator(_context).Fit(Linear.Data(_context, rows)));

        AssertNames(error, "7", "NaN or infinite");
    }

    [Fact]
    public void Fit_SomeRowsThatAreNotFinite_TrainsOnTheOthers()
    {
        InstanceRow[] rows = Linear.Rows(40, seed: 1);
        rows[3].Vector[2] = double.NaN;
        rows[30].Vector[0] = double.NegativeInfinity;

        using EquationSolverTransformer all = Linear.Estimator(_context).Fit(Linear.Data(_context, rows));
        using EquationSolverTransformer good = Linear.Estimator(_context).Fit(Linear.Data(_context, rows.Where((_, i) => i is not (3 or 30))));

        Assert.Equal(2, all.Report.SkippedInstances);
        Assert.Equal(38, all.Report.TrainingInstances);
        Assert.Equal(good.Network.Coefficients, all.Network.Coefficients);
    }

    [Fact]
    public void SaveAsOnnx_UnwritablePath_SaysSoAndWritesNothing()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.File("absent"), "solver.onnx");

        var error = Assert.ThrowsAny<IOException>(() => FittedScenarios.Get(Linear).SaveAsOnnx(path));

        AssertNames(error, path);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static ArgumentOutOfRangeException Fails(string column)
    {
        IDataView data = Odd();
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(column).Fit(data));
        Assert.Equal("inputSchema", error.ParamName);
        Assert.StartsWith("Schema mismatch for input column", error.Message, StringComparison.Ordinal);
        return error;
    }

    private static EquationSolverEstimator Estimator(string column) => _context.R2N2().EquationSolver(
        Linear.Family, Linear.Quick with { InputColumns = new Dictionary<string, string[]> { ["b"] = [column] } });

    private static IDataView Odd() => _context.Data.LoadFromEnumerable([new OddRow()]);

    private static void AssertNames(Exception error, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));

    private sealed class OddRow
    {
        [ColumnName("text")]
        public string Text { get; set; } = "";

        [ColumnName("scalar")]
        public double Scalar { get; set; }

        [ColumnName("int vector"), VectorType(5)]
        public int[] Integers { get; set; } = new int[5];

        [ColumnName("four"), VectorType(4)]
        public double[] Four { get; set; } = new double[4];

        [ColumnName("ten"), VectorType(10)]
        public double[] Ten { get; set; } = new double[10];

        [ColumnName("variable")]
        public double[] Variable { get; set; } = new double[5];
    }
}
