namespace R2N2.MLNet;

/// <summary>How well equations were solved, over all rows of the data.</summary>
public sealed record SolverMetrics : EvaluationMetrics
{
    internal SolverMetrics()
    {
    }

    /// <summary>How many rows ended how; every status has an entry, and together they are <see cref="EvaluationMetrics.Rows"/>.</summary>
    public required IReadOnlyDictionary<SolveStatus, long> Counts { get; init; }

    /// <summary>The share of rows that converged, 0 to 1; NaN where there are no rows.</summary>
    public double SolvedShare => Rows == 0 ? double.NaN : (double)Counts[SolveStatus.Converged] / Rows;

    /// <summary>‖f(x)‖₂ at the solutions.</summary>
    public required Quantiles ResidualNorm { get; init; }

    /// <summary>Outer iterations of a row, on average; NaN where there are no rows.</summary>
    public required double MeanIterations { get; init; }

    /// <summary>The most outer iterations of a row.</summary>
    public required long MaxIterations { get; init; }

    private protected override IEnumerable<(string Label, string Cell)> Lines =>
    [
        ("solved", TextTable.Percent(SolvedShare)),
        .. Counts.Select(count => ($"  {(int)count.Key} {count.Key}", $"{count.Value}")),
        .. TextTable.Lines("residual norm", ResidualNorm),
        ("iterations, mean", TextTable.Number(MeanIterations)),
        ("iterations, most", $"{MaxIterations}"),
    ];
}
