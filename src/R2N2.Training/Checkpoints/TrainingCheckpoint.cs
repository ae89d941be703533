namespace R2N2.Training;

/// <summary>The state of a training run between two iterations. A run that goes on from it ends where it would have ended.</summary>
internal sealed record TrainingCheckpoint
{
    /// <summary>The rung of the race.</summary>
    public required int Rung { get; init; }

    /// <summary>The iterations made on that rung.</summary>
    public required int RungIterations { get; init; }

    /// <summary>The numbers of the starts on that rung.</summary>
    public required int[] Running { get; init; }

    /// <summary>The numbers of all starts that have not diverged, the best first.</summary>
    public required int[] Ranked { get; init; }

    /// <summary>All starts, by number.</summary>
    public required LeastSquaresStart[] Starts { get; init; }

    /// <summary>The rows of the table that are left out.</summary>
    public required long[] LeftOut { get; init; }

    /// <summary>Whether the table has been searched for outliers.</summary>
    public required bool IsScreened { get; init; }

    /// <summary>The lowest loss after each iteration.</summary>
    public required LossRecord[] History { get; init; }

    /// <summary>Evaluations of f so far.</summary>
    public required long FunctionEvaluations { get; init; }

    /// <summary>Wall time so far.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What is wrong with it, in words; null where a run can go on from it.</summary>
    /// <param name="rungs">The number of rungs of the race.</param>
    /// <param name="unknowns">p.</param>
    /// <param name="areInUse">Whether rows of the table are distinct, and each is trained on or held out.</param>
    public string? Damage(int rungs, int unknowns, Func<IReadOnlyCollection<long>, bool> areInUse)
    {
        if (Running is null || Ranked is null || Starts is null || LeftOut is null || History is null
            || Starts.Any(start => start is null) || History.Any(record => record is null))
        {
            return "something in it is null";
        }

        if (Rung < 0 || Rung >= rungs || RungIterations < 0 || FunctionEvaluations < 0 || Elapsed < TimeSpan.Zero)
        {
            return $"it is at iteration {RungIterations} of rung {Rung}, after {FunctionEvaluations} evaluations and {Elapsed}; "
                + $"there are {rungs} rungs, from 0, and nothing is below 0";
        }

        if (!areInUse(LeftOut))
        {
            return $"the {LeftOut.Length} rows that it leaves out are not rows of the table that can be trained on, each once";
        }

        return !AreNumbers(Running) || !AreNumbers(Ranked) || Running.Length == 0
            ? $"the numbers of its starts are not among those of its {Starts.Length} starts, each once"
            : Starts.Index().FirstOrDefault(start => !IsSound(start.Item, start.Index, unknowns)) is (int index, { })
                ? $"start {index} is not one of {unknowns} coefficients"
                : null;
    }

    private bool AreNumbers(int[] numbers) =>
        numbers.All(number => number >= 0 && number < Starts.Length) && numbers.Distinct().Count() == numbers.Length;

    // A start that waits or has lost needs no model: it gets one where it enters a rung.
    private bool IsSound(LeastSquaresStart start, int index, int unknowns) =>
        start.Index == index
        && Enum.IsDefined(start.Stop)
        && start.Iterations >= 0
        && start.Instances >= 0
        && start.Point?.Length == unknowns
        && start.Point.All(double.IsFinite)
        && (start.ValidationPoint is null || start.ValidationPoint.Length == unknowns)
        && (!Running.Contains(index) || IsModel(start, unknowns));

    private static bool IsModel(LeastSquaresStart start, int unknowns) =>
        start.Gradient?.Length == unknowns
        && start.Matrix?.Length == unknowns * unknowns
        && start.Scaling?.Length == unknowns;
}
