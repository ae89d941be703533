namespace R2N2.Training;

/// <summary>How the coefficients are found.</summary>
public abstract record Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>The largest number of iterations of a start on all instances; at least 1.</summary>
    public abstract int IterationLimit { get; init; }

    internal abstract void Validate();

    /// <summary>The optimiser at work on a problem.</summary>
    internal abstract IStartOptimizer Over(DataProblem problem, int seed);

    private protected static void Require(bool valid, string name, object value, string expected)
    {
        if (!valid)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be {expected}.");
        }
    }
}
