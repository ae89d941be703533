namespace R2N2.Training;

/// <summary>Watches the loss on held-out instances, and remembers the coefficients where it was lowest.</summary>
/// <param name="problem">The loss on held-out instances; null where none are held out.</param>
/// <param name="patience">The number of observations without improvement after which it is exhausted.</param>
internal sealed class Validation(DataProblem? problem, int patience)
{
    /// <summary>The lowest loss seen.</summary>
    public double? BestLoss { get; private set; }

    /// <summary>Where it was seen.</summary>
    public double[]? BestPoint { get; private set; }

    /// <summary>The number of observations since then.</summary>
    public int SinceBest { get; private set; }

    /// <summary>Whether patience has run out.</summary>
    public bool IsExhausted => SinceBest >= patience;

    /// <summary>Looks at the leader of an iteration.</summary>
    public double? Observe(LeastSquaresStart leader)
    {
        if (problem is null || !double.IsFinite(leader.Loss))
        {
            return null;
        }

        double loss = problem.Loss([leader.Point])[0];
        if (BestLoss is null || loss < BestLoss)
        {
            (BestLoss, BestPoint, SinceBest) = (loss, leader.Point, 0);
        }
        else
        {
            SinceBest++;
        }

        return loss;
    }

    /// <summary>Goes on where an earlier run left off.</summary>
    public void Resume(double? bestLoss, double[]? bestPoint, int sinceBest) =>
        (BestLoss, BestPoint, SinceBest) = (bestLoss, bestPoint, sinceBest);
}
