using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>The columns of initial-value problems, with labels and weights where the loss has steps.</summary>
/// <remarks>In a block: the state as the initial guess; time (where there is one), step size and parameters as parameters.</remarks>
/// <param name="family">The problem.</param>
/// <param name="loss">The loss.</param>
internal class IntegrationLayout(InitialValueFamily family, IntegratorLoss loss)
    : BlockLayout(
        [
            .. LabelledSource.Needed(family, loss),
            .. loss.LargestStepCount == 0 ? Array.Empty<Parameter>() :
            [
                new Parameter(LabelledSource.Labels, loss.LargestStepCount * family.StateSize),
                new Parameter(LabelledSource.Weights, loss.LargestStepCount),
            ],
        ])
{
    private const string NoReference =
        "there is no accurate solution to learn from: it has a pole or a jump on the way, or changes too fast for the step size";

    private const string NoScale =
        $"what the error is measured against ('{nameof(IntegratorLoss.Scale)}') is 0 or infinite in double precision";

    private readonly int _labels = loss.LargestStepCount == 0 ? 0 : 2;

    /// <summary>The number of the column of labels.</summary>
    protected int LabelColumn => Columns.Count - _labels;

    // Computed labels are NaN where there is no accurate reference solution, weights where the scale is not sound.
    public override string? Flaw(RowNumbers row)
    {
        return !IsFinite(row, 0, LabelColumn) ? NotFinite
            : _labels == 0 ? null
            : !(row(1)[0] > 0) ? $"'{IntegratorInputs.StepSize}' is not above 0"
            : !IsFinite(row, LabelColumn, LabelColumn + 1) ? loss.LabelColumn is null ? NoReference : NotFinite
            : IsFinite(row, LabelColumn + 1, Columns.Count) ? null
            : NoScale;
    }

    protected override InstanceBlock ToBlock(int count, Func<int, Tensor> column)
    {
        return new InstanceBlock(
            count,
            column(0),
            [.. Enumerable.Range(1, LabelColumn - 1).Select(column)],
            _labels == 0 ? null : column(LabelColumn),
            _labels == 0 ? null : column(LabelColumn + 1));
    }
}
