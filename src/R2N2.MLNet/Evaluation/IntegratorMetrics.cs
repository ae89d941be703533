namespace R2N2.MLNet;

/// <summary>How accurate an integrator's steps are, over all rows of the data.</summary>
public sealed record IntegratorMetrics
{
    internal IntegratorMetrics()
    {
    }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The number of rows.</summary>
    public required long Rows { get; init; }

    /// <summary>How many rows ended in a number that is NaN or infinite, or have a reference that did.</summary>
    public required long NotFinite { get; init; }

    /// <summary>‖y - reference‖₂ after the step.</summary>
    public required Quantiles Error { get; init; }

    /// <summary>Evaluations of f in a step.</summary>
    public required int EvaluationsPerRow { get; init; }

    /// <summary>
    /// Time for a row, on average. Of an integrator in a pipeline: from the data to the results, reading all rows once, in this
    /// process, after a first pass. Of a baseline: its own computation in C#, on one processor.
    /// </summary>
    public required TimeSpan TimePerRow { get; init; }
}
