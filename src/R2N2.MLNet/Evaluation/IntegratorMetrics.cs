namespace R2N2.MLNet;

/// <summary>How accurate an integrator's steps are, over all rows of the data.</summary>
public sealed record IntegratorMetrics : EvaluationMetrics
{
    internal IntegratorMetrics()
    {
    }

    /// <summary>p: on every smooth problem the error of a step shrinks like the step size to the power p + 1; see <see cref="ButcherTableau.Order"/>.</summary>
    public required int Order { get; init; }

    /// <summary>
    /// How many rows of finite numbers have no accurate reference, and do not count for <see cref="NotFinite"/> and
    /// <see cref="Error"/>: the exact solution has a pole or a jump on the way, or changes too fast for the step size.
    /// </summary>
    public required long WithoutReference { get; init; }

    /// <summary>
    /// How many of the other rows ended in a number that is NaN or infinite, or brought one, such as a missing step size; those
    /// that brought one do not count for <see cref="Error"/>.
    /// </summary>
    public required long NotFinite { get; init; }

    /// <summary>‖y - reference‖₂ after the step.</summary>
    public required Quantiles Error { get; init; }

    private protected override IEnumerable<(string Label, string Cell)> Lines =>
    [
        ("order", $"{Order}"),
        ("without reference", $"{WithoutReference}"),
        ("not finite", $"{NotFinite}"),
        .. TextTable.Lines("error of a step", Error),
    ];
}
