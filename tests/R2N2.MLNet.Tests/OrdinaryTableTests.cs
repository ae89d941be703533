using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

/// <summary>Tables as people have them, through a pipeline.</summary>
public sealed class OrdinaryTableTests
{
    // The README's family, with right sides ten times as far from zero.
    private static readonly double[,] Matrix = { { 4, 1 }, { 1, 3 } };

    private static readonly EquationFamily Cubic = ProblemFamily.Equations(
        "cubic", 2, [new("b", 2)], (x, p) => (Matrix * x) + (x * x * x) - p["b"], InitialGuess.Zero);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void Fit_RowsInAnyOrder_SolvesThem(int seed, bool sorted)
    {
        MLContext ml = new(seed);
        Row[] rows = Rows(500, seed);
        IDataView data = ml.Data.LoadFromEnumerable(sorted ? [.. rows.OrderBy(row => row.B[0])] : rows);

        using EquationSolverTransformer solver = ml.R2N2().EquationSolver(Cubic, innerIterations: 3, outerIterations: 3).Fit(data);

        Assert.Equal(500, solver.Report.TrainingInstances);
        Assert.All(
            solver.Transform(data).GetColumn<long[]>(SolverOutputs.Status),
            status => Assert.Equal((long)SolveStatus.Converged, status[0]));
    }

    [Fact]
    public void Fit_OneOutlier_WarnsAndNamesTheRow()
    {
        MLContext ml = new(seed: 1);
        List<string> warnings = [];
        ml.Log += (_, line) =>
        {
            if (line.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
            {
                warnings.Add(line.RawMessage);
            }
        };
        Row[] rows = Rows(300, seed: 1);
        rows[77].B[1] = 1e7;

        using EquationSolverTransformer solver = ml.R2N2().EquationSolver(Cubic, innerIterations: 3, outerIterations: 3)
            .Fit(ml.Data.LoadFromEnumerable(rows));

        Assert.Equal([77], solver.Report.Training!.OutlierRows);
        Assert.Contains(warnings, line => line.Contains("row 77", StringComparison.Ordinal));
    }

    private static Row[] Rows(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new Row { B = [10 * random.NextDouble(), 10 * random.NextDouble()] })];
    }

    private sealed class Row
    {
        [ColumnName("b")]
        [VectorType(2)]
        public double[] B { get; set; } = [];
    }
}
