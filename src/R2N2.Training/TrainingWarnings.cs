using System.Globalization;

namespace R2N2.Training;

/// <summary>What a person should know about a training run, in sentences.</summary>
internal static class TrainingWarnings
{
    // Of many rows, one alone should not make up most of the loss.
    private const double Dominant = 0.5;
    private const int ManyRows = 20;

    /// <summary>What a loss of the result that is not finite on held-out instances says.</summary>
    /// <param name="heldOut">The held-out instances.</param>
    /// <param name="point">The result.</param>
    public static string OfDivergence(DataProblem heldOut, double[] point)
    {
        // A sum that is beyond double precision has a term that is, times their number.
        List<long> rows = [.. heldOut.LossByInstance([point]).SelectMany(part => part.Losses[0].Index()
            .Where(loss => !double.IsFinite(loss.Item * heldOut.Count))
            .Select(loss => part.Rows.Span[loss.Index]))];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The result diverges on {rows.Count} of {heldOut.Count} held-out instances, so that there is no finite validation loss: "
            + $"{SkippedRows.Name(rows.Count, rows)}. Expect the same of instances like them; check those rows, or train on more like them.");
    }

    /// <summary>What the loss of the result says.</summary>
    /// <param name="result">The loss.</param>
    /// <param name="nothing">The loss where nothing is done; null where that has no meaning.</param>
    /// <param name="instances">The number of instances.</param>
    public static IEnumerable<string> Of(LossParts result, LossParts? nothing, long instances)
    {
        if (result.Loss > 0 && result.Loss >= nothing?.Loss)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Training has not learned to solve these instances: the loss, {result.Loss:G3}, is not below that of doing nothing, "
                + $"{nothing.Loss:G3}. Check f and the data; try more starts, or more inner iterations.");
        }

        if (instances >= ManyRows && result.LargestShare > Dominant)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Row {result.LargestRow} (counted from 0) makes up {result.LargestShare:P1} of the loss, {result.Loss:G3}: the others have "
                + $"little say in what was learned. Check that row, or scale f so that instances count alike.");
        }
    }
}
