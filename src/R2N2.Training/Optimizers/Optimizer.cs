namespace R2N2.Training;

/// <summary>How the coefficients are found.</summary>
public abstract record Optimizer
{
    private protected Optimizer()
    {
    }

    internal abstract void Validate();

    private protected static void Require(bool valid, string name, object value, string expected)
    {
        if (!valid)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be {expected}.");
        }
    }
}
