using Microsoft.ML;
using Microsoft.ML.Data;
using R2N2.Training;

namespace R2N2.MLNet.Tests;

/// <summary>Rows whose vectors are shorter or longer than their column's type promises.</summary>
public sealed class RaggedRowTests
{
    private const int Bad = 70;

    private static readonly InitialValueFamily Decay =
        ProblemFamily.InitialValue("decay", 2, [new("a")], (y, p) => -p["a"] * y);

    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(null)]
    public void Transform_VectorOfAnotherLength_NamesRowColumnAndLengths(int? length)
    {
        using SolverTransformer model = SolverFiles.Decay(_context);
        IDataView filtered = _context.Data.SkipRows(Data(length), 10);

        AssertNames(length, Assert.Throws<ArgumentException>(() => ViewContent.Read(model.Transform(Data(length)))));
        AssertNames(length, Assert.Throws<ArgumentException>(() => ViewContent.Read(model.Transform(filtered))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(null)]
    public void Predict_VectorOfAnotherLength_NamesRowColumnAndLengthsAndServesTheNextRow(int? length)
    {
        using PredictionEngine<DecayRow, Stepped> engine =
            _context.Model.CreatePredictionEngine<DecayRow, Stepped>(SolverFiles.Decay(_context));
        DecayRow[] rows = Rows(length);
        double[] expected = engine.Predict(rows[0]).NextState;

        string message = Assert.Throws<ArgumentException>(() => engine.Predict(rows[Bad])).Message;

        Assert.Contains("row 1 (counted from 0) in the column 'State'", message, StringComparison.Ordinal);
        Assert.Equal(expected, engine.Predict(rows[0]).NextState);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(null)]
    public void FitAndEvaluate_VectorOfAnotherLength_NameRowColumnAndLengths(int? length)
    {
        IntegratorEstimator estimator = _context.R2N2().Integrator(
            Decay, new IntegratorOptions { Stages = 2, Training = new TrainingOptions { Starts = 1, Optimizer = new() { IterationLimit = 1 } } });
        using IntegratorTransformer model = estimator.Fit(_context.Data.LoadFromEnumerable(DecayRow.Many(20)));

        AssertNames(length, Assert.Throws<ArgumentException>(() => estimator.Fit(Data(length))));
        AssertNames(length, Assert.Throws<ArgumentException>(() => _context.R2N2().Evaluate(model, Data(length))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Transform_VectorOfAnotherLengthInSinglePrecisionOrAmongSeveralColumns_IsNamed(int length)
    {
        Halves[] rows = [new(), new() { Single = new float[length] }, new() { Left = new double[length] }];
        IDataView data = _context.Data.LoadFromEnumerable(rows);
        foreach ((string[] columns, int row) in new[] { (new[] { nameof(Halves.Single) }, 1), ([nameof(Halves.Left), nameof(Halves.Right)], 2) })
        {
            int size = 2 * columns.Length;
            var family = ProblemFamily.Equations("square", size, [new("b", size)], (x, p) => x + (0.1 * x * x) - p["b"], InitialGuess.Zero);
            EquationSolverEstimator estimator = _context.R2N2().EquationSolver(family, new EquationSolverOptions
            {
                InputColumns = new Dictionary<string, string[]> { ["b"] = columns },
            });

            string message = Assert.Throws<ArgumentException>(() => estimator.Fit(data)).Message;

            Assert.Contains($"row {row} (counted from 0) in the column '{columns[0]}' has length {length}", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Evaluate_ResultOfAnotherLength_IsNamed()
    {
        IDataView results = _context.Data.LoadFromEnumerable([new Result(), new Result { Status = [0, 1] }]);

        string message = Assert.Throws<ArgumentException>(() => _context.R2N2().Evaluate(results)).Message;

        Assert.Contains("row 1 (counted from 0) in the column 'Status' has length 2", message, StringComparison.Ordinal);
    }

    private static DecayRow[] Rows(int? length)
    {
        DecayRow[] rows = DecayRow.Many(100);
        rows[Bad].State = length is int known ? [.. Enumerable.Repeat(1.0, known)] : null!;
        return rows;
    }

    private static void AssertNames(int? length, Exception error)
    {
        Assert.Contains($"row {Bad} (counted from 0) in the column 'State' has length {length ?? 0};", error.Message, StringComparison.Ordinal);
        Assert.Contains("length 2 was expected", error.Message, StringComparison.Ordinal);
    }

    private IDataView Data(int? length) => _context.Data.LoadFromEnumerable(Rows(length));

    private sealed class Stepped
    {
        [VectorType(2)]
        public double[] NextState { get; set; } = [];
    }

    private sealed class Halves
    {
        [VectorType(2)]
        public float[] Single { get; set; } = [1, 2];

        [VectorType(2)]
        public double[] Left { get; set; } = [1, 2];

        [VectorType(2)]
        public double[] Right { get; set; } = [1, 2];
    }

    private sealed class Result
    {
        [VectorType(1)]
        public double[] ResidualNorm { get; set; } = [0];

        [VectorType(1)]
        public long[] Iterations { get; set; } = [1];

        [VectorType(1)]
        public long[] Status { get; set; } = [0];
    }
}
