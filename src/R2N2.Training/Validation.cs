namespace R2N2.Training;

/// <summary>
/// Watches the loss on held-out instances: each start remembers where it was lowest, and is stopped when it no longer falls.
/// </summary>
/// <param name="problems">The losses.</param>
/// <param name="patience">The number of iterations without improvement after which a start is stopped.</param>
internal sealed class Validation(TrainingProblems problems, int patience)
{
    /// <summary>Whether a start's loss on held-out instances is finite; so it is where there are none.</summary>
    public bool IsFinite(LeastSquaresStart start) =>
        problems.Validation is null || double.IsFinite(problems.Validation.Loss([start.Point])[0]);

    /// <summary>Looks at starts after an iteration.</summary>
    /// <returns>The lowest loss on held-out instances; null where there is none that is finite.</returns>
    public double? Observe(IReadOnlyList<LeastSquaresStart> starts)
    {
        if (problems.Validation is not DataProblem problem)
        {
            return null;
        }

        double[] losses = problem.Loss([.. starts.Select(start => start.Point)]);
        foreach ((LeastSquaresStart start, double loss) in starts.Zip(losses))
        {
            Note(start, loss);
        }

        double lowest = losses.Where(double.IsFinite).DefaultIfEmpty(double.PositiveInfinity).Min();
        return double.IsFinite(lowest) ? lowest : null;
    }

    /// <summary>Takes note of a start's loss.</summary>
    /// <remarks>One that is not finite compares as no improvement, and before there is a finite one, nothing is to be improved.</remarks>
    public void Note(LeastSquaresStart start, double loss)
    {
        if (loss < start.ValidationLoss)
        {
            (start.ValidationLoss, start.ValidationPoint, start.SinceValidation) = (loss, start.Point, 0);
        }
        else if (start.ValidationPoint is not null && ++start.SinceValidation >= patience && start.IsActive)
        {
            start.Stop = StopReason.Validation;
        }
    }
}
