namespace R2N2.MLNet;

/// <summary>How well equations were solved, over all rows of the data.</summary>
public sealed record SolverMetrics
{
    internal SolverMetrics()
    {
    }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The number of rows.</summary>
    public required long Rows { get; init; }

    /// <summary>How many rows ended how; every status has an entry, and together they are <see cref="Rows"/>.</summary>
    public required IReadOnlyDictionary<SolveStatus, long> Counts { get; init; }

    /// <summary>The share of rows that converged, 0 to 1; NaN where there are no rows.</summary>
    public double SolvedShare => Rows == 0 ? double.NaN : (double)Counts[SolveStatus.Converged] / Rows;

    /// <summary>‖f(x)‖₂ at the solutions.</summary>
    public required Quantiles ResidualNorm { get; init; }

    /// <summary>Outer iterations of a row, on average; NaN where there are no rows.</summary>
    public required double MeanIterations { get; init; }

    /// <summary>The most outer iterations of a row.</summary>
    public required long MaxIterations { get; init; }

    /// <summary>
    /// Evaluations of f for a row, on average, the one at the initial guess included; a product of f's derivative with a vector
    /// counts as one. Of a solver those of its learned steps: what a safeguard may add is not counted. Null where only the
    /// results are known.
    /// </summary>
    public double? EvaluationsPerRow { get; init; }

    /// <summary>
    /// Time for a row, on average. Of a solver in a pipeline: from the data to the results, reading all rows once, in this
    /// process, after a first pass. Of a baseline: its own computation in C#, on one processor. Null where nothing was run.
    /// </summary>
    public TimeSpan? TimePerRow { get; init; }

    /// <summary>The metrics as a table of plain text.</summary>
    public override string ToString() => SolverEvaluation.Table(this);
}
