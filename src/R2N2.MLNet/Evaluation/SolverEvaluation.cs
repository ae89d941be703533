using System.Globalization;

namespace R2N2.MLNet;

/// <summary>A solver and a classical method on the same rows.</summary>
/// <param name="Solver">The solver.</param>
/// <param name="Baseline">The classical method: Newton's, its linear systems solved by n steps of GMRES, with exact derivatives.</param>
public sealed record SolverEvaluation(SolverMetrics Solver, SolverMetrics Baseline)
{
    /// <summary>Both as a table of plain text.</summary>
    public override string ToString() => Table(Solver, Baseline);

    /// <summary>Methods as a table of plain text.</summary>
    internal static string Table(params SolverMetrics[] methods)
    {
        TextTable table = new(["", .. methods.Select(method => method.Method)]);
        Add("rows", metrics => $"{metrics.Rows}");
        Add("solved", metrics => Text($"{metrics.SolvedShare:P2}"));
        foreach (SolveStatus status in Enum.GetValues<SolveStatus>())
        {
            Add($"  {(int)status} {status}", metrics => $"{metrics.Counts[status]}");
        }

        table.Add("residual norm", [.. methods.Select(metrics => metrics.ResidualNorm)]);
        Add("iterations, mean", metrics => Text($"{metrics.MeanIterations:F2}"));
        Add("iterations, most", metrics => $"{metrics.MaxIterations}");
        Add("evaluations of f a row", metrics => TextTable.Number(metrics.EvaluationsPerRow));
        Add("time a row", metrics => TextTable.Time(metrics.TimePerRow));
        return table.ToString();

        void Add(string label, Func<SolverMetrics, string> cell) => table.Add(label, [.. methods.Select(cell)]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
