using System.Globalization;

namespace R2N2.Training;

/// <summary>What a person should know about a training run, in sentences.</summary>
internal static class TrainingWarnings
{
    // Of many rows, one alone should not make up most of the loss.
    private const double Dominant = 0.5;
    private const int ManyRows = 20;

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
