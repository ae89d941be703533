namespace R2N2;

/// <summary>How an adaptive integration controls its steps, each instance for itself.</summary>
/// <remarks>
/// A step is accepted where √(mean (e_i / (absolute + relative · max(|y_i|, |y'_i|)))²) ≤ 1 for the error estimate e; the next
/// step size follows from this and the step before (a PI controller: Hairer and Wanner, "Solving ODEs II", section IV.2).
/// </remarks>
public sealed record AdaptiveOptions
{
    /// <summary>The absolute tolerance of a step; above 0, 1e-6 by default.</summary>
    public double AbsoluteTolerance
    {
        get;
        init => field = Require(value, value > 0, nameof(AbsoluteTolerance), "above 0");
    }
    = 1e-6;

    /// <summary>The tolerance of a step relative to the state; 0 or more, 1e-6 by default.</summary>
    public double RelativeTolerance
    {
        get;
        init => field = Require(value, value >= 0, nameof(RelativeTolerance), "0 or more");
    }
    = 1e-6;

    /// <summary>The most steps an instance may try, rejected ones included; at least 1, 10,000 by default.</summary>
    public int StepLimit
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"{nameof(StepLimit)} is {value}; it must be at least 1.");
    }
    = 10_000;

    /// <summary>The part of the predicted step size that is taken; above 0, below 1, 0.9 by default.</summary>
    public double Safety
    {
        get;
        init => field = Require(value, value is > 0 and < 1, nameof(Safety), "above 0 and below 1");
    }
    = 0.9;

    /// <summary>The smallest factor from one step size to the next; above 0, below 1, 0.2 by default.</summary>
    public double SmallestFactor
    {
        get;
        init => field = Require(value, value is > 0 and < 1, nameof(SmallestFactor), "above 0 and below 1");
    }
    = 0.2;

    /// <summary>The largest factor from one step size to the next; above 1, 5 by default.</summary>
    public double LargestFactor
    {
        get;
        init => field = Require(value, value > 1, nameof(LargestFactor), "above 1");
    }
    = 5;

    private static double Require(double value, bool valid, string name, string expected) => valid && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} is {value}; it must be a finite number {expected}.");
}
