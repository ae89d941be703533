namespace R2N2.MLNet;

/// <summary>How accurate an integrator's steps are, over all rows of the data.</summary>
public sealed record IntegratorMetrics : EvaluationMetrics
{
    internal IntegratorMetrics()
    {
    }

    /// <summary>How many rows ended in a number that is NaN or infinite, or have a reference that did.</summary>
    public required long NotFinite { get; init; }

    /// <summary>‖y - reference‖₂ after the step.</summary>
    public required Quantiles Error { get; init; }

    private protected override IEnumerable<(string Label, string Cell)> Lines =>
    [
        ("not finite", $"{NotFinite}"),
        .. TextTable.Lines("error of a step", Error),
    ];
}
