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
        init => field = Guard.Positive(value);
    }
    = 1e-6;

    /// <summary>The tolerance of a step relative to the state; 0 or more, 1e-6 by default.</summary>
    public double RelativeTolerance
    {
        get;
        init => field = Guard.Require(value, value >= 0 && double.IsFinite(value), "a finite number, 0 or more");
    }
    = 1e-6;

    /// <summary>The most steps an instance may try, rejected ones included; at least 1, 10,000 by default.</summary>
    public int StepLimit
    {
        get;
        init => field = Guard.AtLeast(value, 1);
    }
    = 10_000;

    /// <summary>The part of the predicted step size that is taken; above 0, below 1, 0.9 by default.</summary>
    public double Safety
    {
        get;
        init => field = Guard.Require(value, value is > 0 and < 1, "above 0 and below 1");
    }
    = 0.9;

    /// <summary>The smallest factor from one step size to the next; above 0, below 1, 0.2 by default.</summary>
    public double SmallestFactor
    {
        get;
        init => field = Guard.Require(value, value is > 0 and < 1, "above 0 and below 1");
    }
    = 0.2;

    /// <summary>The largest factor from one step size to the next; above 1, 5 by default.</summary>
    public double LargestFactor
    {
        get;
        init => field = Guard.Require(value, value > 1 && double.IsFinite(value), "a finite number above 1");
    }
    = 5;
}
