using System.Globalization;

namespace R2N2.Training;

/// <summary>How an embedded row is trained: its estimate is to have the size of the local error, on a logarithmic scale.</summary>
public sealed record ErrorEstimateOptions
{
    /// <summary>
    /// How many times the local error the estimate is to report; above 0, 1 by default. Classical pairs report the error of their
    /// less accurate method, many times that of the step they take: a large factor is as cautious as they are.
    /// </summary>
    public double Factor { get; init; } = 1;

    /// <summary>
    /// Whether the estimate is to report the error divided by the step size: the tolerance then bounds the error per unit of time,
    /// and the error at the end follows it. False by default: the error of the step itself.
    /// </summary>
    public bool PerUnitStep { get; init; }

    /// <summary>
    /// Whether the last stage is f at the new state, which the next step begins with: one more vector for the estimate that costs
    /// no evaluation. True by default.
    /// </summary>
    public bool FirstSameAsLast { get; init; } = true;

    /// <summary>The column of the exact states after one step; null (the default) to have the library compute them.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>
    /// The steps of Dormand and Prince's method for each step, where the library computes the labels; 32 by default, at least 2.
    /// As for <see cref="IntegratorLoss.LabelSubsteps"/>.
    /// </summary>
    public int LabelSubsteps { get; init; } = 32;

    /// <summary>Everything that they say, as a text that is the same in every culture.</summary>
    internal string Identity => string.Create(
        CultureInfo.InvariantCulture, $"{Factor:R}; {PerUnitStep}; {FirstSameAsLast}; {LabelColumn}; {LabelSubsteps}");

    /// <summary>One step, labelled.</summary>
    internal IntegratorLoss OneStep => new() { LabelColumn = LabelColumn, LabelSubsteps = LabelSubsteps };

    internal void ValidateFor(ProblemFamily family)
    {
        Guard.Require(Factor, Factor > 0 && double.IsFinite(Factor), "a finite number above 0", nameof(Factor));
        OneStep.ValidateFor(family);
    }
}
