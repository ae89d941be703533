namespace R2N2.Training;

/// <summary>How a candidate of a search is trained: on how many rows, and how long.</summary>
/// <param name="Options">The options of training.</param>
/// <param name="Rows">The most rows.</param>
internal sealed record TrainingEffort(TrainingOptions Options, int Rows)
{
    // What one candidate may take of each second of the budget, in operations: a few hundredths of it.
    private const double OperationsPerSecond = 2.4e7;
    private const int Starts = 3;
    private const int SampleSize = 32;
    private const int MostRows = 256;
    private const int UsualIterations = 20;
    private const int MostIterations = 40;
    private const int FewestIterations = 5;

    // All rows are gone through on two rungs of the race, by two starts on the first of them.
    private const int Passes = 3;

    // The race is decided by operations to the tolerance: more digits of the optimum of the loss do not change it.
    private const double Tolerance = 1e-4;

    // So many times too long is too long even if it is cut short.
    private const double Hopeless = 20;

    /// <summary>From the operations of an iteration, so that no clock has a say; null where it would take too long.</summary>
    /// <param name="structure">The candidate, its features measured.</param>
    /// <param name="turnOperations">The operations of an outer iteration.</param>
    /// <param name="budget">The budget of the search.</param>
    public static TrainingEffort? For(Superstructure structure, double turnOperations, TimeSpan budget)
    {
        // An iteration of the optimiser computes the loss of each row and its derivatives by all coefficients.
        double row = turnOperations * CandidateTraining.MostIterations * (1 + structure.CoefficientCount) * Passes;
        double operations = budget.TotalSeconds * OperationsPerSecond;
        int rows = (int)Math.Clamp(operations / (row * UsualIterations), SampleSize, MostRows);
        double iterations = operations / (row * rows);
        return iterations * Hopeless < FewestIterations
            ? null
            : new TrainingEffort(
                new TrainingOptions
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
                },
                rows);
    }
}
