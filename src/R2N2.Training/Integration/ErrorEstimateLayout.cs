namespace R2N2.Training;

/// <summary>The columns of initial-value problems with the exact state after one step; rows at rest have no error to estimate.</summary>
/// <param name="family">The problem.</param>
/// <param name="estimate">Where the labels come from.</param>
internal sealed class ErrorEstimateLayout(InitialValueFamily family, ErrorEstimateOptions estimate)
    : IntegrationLayout(family, estimate.OneStep)
{
    private const string AtRest = "the exact state after the step is the one before it: there is no error to estimate";

    // Where f = 0, error and estimate are 0, and so is what the logarithm is taken of.
    public override string? Flaw(RowNumbers row) =>
        base.Flaw(row) ?? (row(0).SequenceEqual(row(LabelColumn)) ? AtRest : null);
}
