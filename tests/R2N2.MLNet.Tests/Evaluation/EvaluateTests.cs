using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

public sealed class EvaluateTests
{
    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "models", "chandrasekhar-h.onnx");

    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public void Evaluate_Results_CountsEveryRow(int count)
    {
        Result[] rows = Results(count);

        SolverMetrics metrics = _context.R2N2().Evaluate(_context.Data.LoadFromEnumerable(rows));

        Assert.Equal(count, metrics.Rows);
        Assert.Equal(count, metrics.Counts.Values.Sum());
        foreach (SolveStatus status in Enum.GetValues<SolveStatus>())
        {
            Assert.Equal(rows.LongCount(row => row.Status[0] == (long)status), metrics.Counts[status]);
        }

        double[] sorted = [.. rows.Select(row => row.ResidualNorm[0]).Order()];
        Assert.Equal(sorted[0], metrics.ResidualNorm.Minimum);
        Assert.Equal(sorted[^1], metrics.ResidualNorm.Maximum);
        AssertQuantile(sorted, 0.25, metrics.ResidualNorm.LowerQuartile);
        AssertQuantile(sorted, 0.5, metrics.ResidualNorm.Median);
        AssertQuantile(sorted, 0.75, metrics.ResidualNorm.UpperQuartile);
        AssertQuantile(sorted, 0.95, metrics.ResidualNorm.Percentile95);
        AssertQuantile(sorted, 0.99, metrics.ResidualNorm.Percentile99);
        Assert.Equal(rows.Average(row => (double)row.Iterations[0]), metrics.MeanIterations, 1e-9);
        Assert.Equal(rows.Max(row => row.Iterations[0]), metrics.MaxIterations);
    }

    [Fact]
    public void Evaluate_Results_NoticesAChangeInAnyRow()
    {
        Result[] rows = Results(3000);
        SolverMetrics before = _context.R2N2().Evaluate(_context.Data.LoadFromEnumerable(rows));

        foreach (int i in new[] { 0, 1024, 2047, 2999 })
        {
            Result old = rows[i];
            rows[i] = new Result { Status = [3], Iterations = [old.Iterations[0] + 3000], ResidualNorm = [double.NaN] };
            SolverMetrics after = _context.R2N2().Evaluate(_context.Data.LoadFromEnumerable(rows));
            rows[i] = old;

            Assert.Equal(before.Counts[SolveStatus.NotFinite] + (old.Status[0] == 3 ? 0 : 1), after.Counts[SolveStatus.NotFinite]);
            Assert.Equal(before.MeanIterations + 1, after.MeanIterations, 1e-9);
            Assert.Equal(double.PositiveInfinity, after.ResidualNorm.Maximum);
        }
    }

    [Fact]
    public void Evaluate_NoRows_HasNoQuantiles()
    {
        SolverMetrics metrics = _context.R2N2().Evaluate(_context.Data.LoadFromEnumerable(Results(0)));

        Assert.Equal(0, metrics.Rows);
        Assert.True(double.IsNaN(metrics.SolvedShare) && double.IsNaN(metrics.ResidualNorm.Median));
    }

    [Fact]
    public void Evaluate_ColumnMissingOrNotANumberOrNoStatus_SaysSo()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Results(3));

        Assert.Contains("'Norm'", Assert.Throws<ArgumentOutOfRangeException>(
            () => _context.R2N2().Evaluate(data, residualNormColumn: "Norm")).Message, StringComparison.Ordinal);
        Assert.Contains("Vector<Double, 2>", Assert.Throws<ArgumentOutOfRangeException>(
            () => _context.R2N2().Evaluate(data, residualNormColumn: "Two")).Message, StringComparison.Ordinal);
        Assert.Contains("status -1", Assert.Throws<ArgumentException>(
            () => _context.R2N2().Evaluate(data, statusColumn: "Wrong")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(0.5, "0.5")]
    [InlineData(double.NegativeInfinity, "Infinity")]
    public void Evaluate_StatusThatIsNoWholeNumber_IsRefused(double status, string named)
    {
        IDataView data = _context.Data.LoadFromEnumerable([new RealStatus { Status = status }]);

        ArgumentException error = Assert.Throws<ArgumentException>(() => _context.R2N2().Evaluate(data));

        Assert.Contains("has the status", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_Solver_MeetsTheBaselineOnTheSameRows()
    {
        Scenario scenario = Scenarios.Chandrasekhar;
        using SolverTransformer model = _context.R2N2().LoadSolver(Model);
        InstanceRow[] rows = scenario.Rows(2500, seed: 3);
        rows[17].Guess[4] = double.NaN;
        rows[2499].Guess[0] = double.PositiveInfinity;
        IDataView data = scenario.Data(_context, rows);

        Evaluation<SolverMetrics> evaluation = _context.R2N2().Evaluate(model, scenario.Family, data);

        Assert.All([evaluation.Model, .. evaluation.Baselines], metrics =>
        {
            Assert.Equal(2500, metrics.Rows);
            Assert.Equal(2, metrics.Counts[SolveStatus.NotFinite]);
            Assert.Equal(2498, metrics.Counts[SolveStatus.Converged]);
            Assert.InRange(metrics.ResidualNorm.Percentile99, 0, 1e-10);
            Assert.True(metrics.TimePerRow > TimeSpan.Zero, "Time passes.");
        });
        Assert.Equal(1 + (4 * evaluation.Model.MeanIterations), evaluation.Model.EvaluationsPerRow!.Value, 1e-12);
        Assert.Equal(["chord", "Newton", "Newton-GMRES(4)"], evaluation.Baselines.Select(baseline => baseline.Method));
        Assert.All(evaluation.Baselines.Zip([1, 11, 5]), pair => Assert.Equal(
            1 + (pair.Second * pair.First.MeanIterations), pair.First.EvaluationsPerRow!.Value, 1e-9));
    }

    [Fact]
    public void Evaluate_SafeguardAtWork_CountsItsEvaluations()
    {
        using TemporaryFolder folder = new();
        R2N2Network away = new(Scenarios.Linear.Family, Superstructure.Krylov(1), new Coefficients(1.0));
        away.SaveOnnx(folder.File("away.onnx"));
        using SolverTransformer model = _context.R2N2().LoadSolver(folder.File("away.onnx"));

        SolverMetrics found = _context.R2N2().Evaluate(model, Scenarios.Linear.Family, Scenarios.Linear.Data(_context, 50, seed: 5)).Model;

        // A step of its own takes one evaluation; that it leads away takes the safeguard more.
        Assert.True(found.EvaluationsPerRow > 2 + (2 * found.MeanIterations), $"{found}");
    }

    [Fact]
    public void Evaluate_TrainedSolver_FindsItsFamily()
    {
        Scenario scenario = Scenarios.Linear;
        EquationSolverTransformer model = FittedScenarios.Get(scenario);

        Evaluation<SolverMetrics> evaluation = _context.R2N2().Evaluate(model, scenario.Data(_context, 100, seed: 5));

        Assert.Equal(100, evaluation.Model.Counts.Values.Sum());
        Assert.Equal(100, evaluation.Baselines[^1].Counts[SolveStatus.Converged]);
        string[] lines = evaluation.ToString().Split('\n');
        Assert.All(
            new[] { "Newton-GMRES(4)", "residual norm", "median", "evaluations of f a row", "time a row", "0 Converged" },
            part => Assert.Contains(lines, line => line.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void Evaluate_AnotherBaseline_HasTheSolversTolerance()
    {
        Scenario scenario = Scenarios.Chandrasekhar;
        using SolverTransformer model = _context.R2N2().LoadSolver(Model);

        Evaluation<SolverMetrics> evaluation = _context.R2N2().Evaluate(
            model, scenario.Family, scenario.Data(_context, 200, seed: 5), new Newton { AbsoluteTolerance = 1e-2, IterationLimit = 1 });

        Assert.Equal("Newton", Assert.Single(evaluation.Baselines).Method);
        Assert.Equal(200, evaluation.Baselines[0].Counts[SolveStatus.Converged]);
        Assert.InRange(evaluation.Baselines[0].ResidualNorm.Maximum, 0, 1e-10);
        Assert.Equal(1 + (11 * evaluation.Baselines[0].MeanIterations), evaluation.Baselines[0].EvaluationsPerRow!.Value, 1e-9);
    }

    [Fact]
    public void Evaluate_AnotherFamily_IsRefused()
    {
        using SolverTransformer model = _context.R2N2().LoadSolver(Model);

        ArgumentException error = Assert.Throws<ArgumentException>(() => _context.R2N2().Evaluate(
            model, Scenarios.Linear.Family, Scenarios.Chandrasekhar.Data(_context, 3, seed: 1), new Newton()));

        Assert.Contains("Give the family that it was trained for", error.Message, StringComparison.Ordinal);
    }

    private static void AssertQuantile(double[] sorted, double share, double found)
    {
        double exact = sorted[Math.Max(1, (int)Math.Ceiling(share * sorted.Length)) - 1];
        Assert.Equal(exact, found, 0.005 * exact);
    }

    private static Result[] Results(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => new Result
        {
            ResidualNorm = [Math.Exp(-40 * random.NextDouble())],
            Iterations = [random.Next(50)],
            Status = [random.Next(4)],
        })];
    }

    private sealed class Result
    {
        [VectorType(1)]
        public double[] ResidualNorm { get; set; } = [];

        [VectorType(1)]
        public long[] Iterations { get; set; } = [];

        [VectorType(1)]
        public long[] Status { get; set; } = [];

        [VectorType(2)]
        public double[] Two { get; set; } = [0, 0];

        public long Wrong { get; set; } = -1;
    }

    private sealed class RealStatus
    {
        public double ResidualNorm { get; set; } = 1;

        public double Iterations { get; set; } = 1;

        public double Status { get; set; }
    }
}
