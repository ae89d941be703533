using System.Globalization;

namespace R2N2.MLNet;

/// <summary>A solver and a classical method on the same rows.</summary>
public sealed record SolverEvaluation
{
    private readonly SolverMetrics[] _methods;

    internal SolverEvaluation(SolverMetrics[] methods) => _methods = methods;

    /// <summary>The solver.</summary>
    public SolverMetrics Solver => _methods[0];

    /// <summary>The classical method: Newton's, its linear systems solved by n steps of GMRES, with exact derivatives.</summary>
    public SolverMetrics Baseline => _methods[^1];

    /// <summary>Both as a table of plain text.</summary>
    public override string ToString()
    {
        TextTable table = new(["", .. _methods.Select(method => method.Method)]);
        Add(table, "rows", metrics => $"{metrics.Rows}");
        Add(table, "solved", metrics => Text($"{metrics.SolvedShare:P2}"));
        foreach (SolveStatus status in Enum.GetValues<SolveStatus>())
        {
            Add(table, $"  {(int)status} {status}", metrics => $"{metrics.Counts[status]}");
        }

        table.Add("residual norm", [.. _methods.Select(metrics => metrics.ResidualNorm)]);
        Add(table, "iterations, mean", metrics => Text($"{metrics.MeanIterations:F2}"));
        Add(table, "iterations, most", metrics => $"{metrics.MaxIterations}");
        Add(table, "evaluations of f a row", metrics => TextTable.Number(metrics.EvaluationsPerRow));
        Add(table, "time a row", metrics => TextTable.Time(metrics.TimePerRow));
        return table.ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Add(TextTable table, string label, Func<SolverMetrics, string> cell) =>
        table.Add(label, [.. _methods.Select(cell)]);
}
