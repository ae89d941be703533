namespace R2N2.Training;

/// <summary>How long a candidate of a search is trained, from the operations of its iteration, so that no clock has a say.</summary>
internal static class TrainingEffort
{
    // The share of the budget that one candidate may take, in operations.
    private const double OperationsPerSecond = 1.5e8;
    private const int Starts = 3;
    private const int SampleSize = 32;
    private const int MostIterations = 40;
    private const int FewestIterations = 5;

    // The race is decided by operations to the tolerance: more digits of the optimum of the loss do not change it.
    private const double Tolerance = 1e-4;

    // So many times too long is too long even if it is cut short.
    private const double Hopeless = 20;

    /// <summary>The options of training, or null where it would take too long.</summary>
    /// <param name="entry">The candidate.</param>
    /// <param name="turnOperations">The operations of an outer iteration.</param>
    /// <param name="budget">The budget of the search.</param>
    public static TrainingOptions? For(SearchEntry entry, double turnOperations, TimeSpan budget)
    {
        // An iteration of the optimiser computes the loss of all rows and its derivatives by all coefficients.
        double pass = turnOperations * CandidateTraining.MostIterations * (1 + Coefficients.Count(entry.InnerIterations)) * SampleSize * Starts;
        double iterations = budget.TotalSeconds * OperationsPerSecond / pass;
        return iterations * Hopeless < FewestIterations
            ? null
            : new TrainingOptions
            {
                Engine = TrainingEngine.Vectorised,
                Starts = Starts,
                SampleSize = SampleSize,
                Optimizer = new LevenbergMarquardt
                {
                    IterationLimit = (int)Math.Clamp(iterations, FewestIterations, MostIterations),
                    GradientTolerance = Tolerance,
                    StepTolerance = Tolerance,
                    CostTolerance = Tolerance,
                },
            };
    }
}
