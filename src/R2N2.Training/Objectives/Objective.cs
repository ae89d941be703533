namespace R2N2.Training;

/// <summary>
/// A training loss: a sum of weighted squares that arises step by step. A loss says what a step is; value, gradient and
/// Jacobian follow from reading that with another reader.
/// </summary>
/// <param name="unknowns">p, the number of coefficients.</param>
/// <param name="steps">The number of steps.</param>
/// <param name="evaluations">The evaluations of f that all steps take for one instance.</param>
internal abstract class Objective(int unknowns, int steps, int evaluations)
{
    private long _functionEvaluations;

    /// <summary>p, the number of coefficients.</summary>
    public int Unknowns { get; } = unknowns;

    /// <summary>The number of steps.</summary>
    public int Steps { get; } = steps;

    /// <summary>The number of starts × instances to evaluate at once.</summary>
    public int PartSize => Training.PartSize.Of(StepFunctions, Unknowns);

    /// <summary>The shape of an instance's error.</summary>
    public abstract Shape ErrorShape { get; }

    /// <summary>What a step evaluates.</summary>
    protected abstract IReadOnlyList<RecordedFunction> StepFunctions { get; }

    /// <summary>Evaluations of f for one instance so far; a derivative in one direction counts as one.</summary>
    public long FunctionEvaluations
    {
        get => Interlocked.Read(ref _functionEvaluations);
        set => Interlocked.Exchange(ref _functionEvaluations, value);
    }

    /// <summary>The number of threads that may evaluate parts side by side without taking too much memory together.</summary>
    /// <param name="processors">The most that are of use.</param>
    public int Threads(int processors) => Training.PartSize.Threads(StepFunctions, Unknowns, processors);

    /// <summary>Counts an evaluation.</summary>
    /// <param name="instances">Starts × instances.</param>
    /// <param name="directions">The derivatives that go along.</param>
    public void Count(long instances, int directions) =>
        Interlocked.Add(ref _functionEvaluations, instances * evaluations * (1L + directions));

    /// <summary>What the first step begins with.</summary>
    public abstract T[] Begin<T>(Pass<T> pass)
        where T : class;

    /// <summary>One step: the new state, an error whose square the loss adds up, and its weight.</summary>
    public abstract (T[] State, T Error, double Weight) Advance<T>(Pass<T> pass, T[] state, int k)
        where T : class;
}
