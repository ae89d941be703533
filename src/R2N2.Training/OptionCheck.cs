namespace R2N2.Training;

/// <summary>Refuses options that are out of range, naming what was found and what was expected.</summary>
internal static class OptionCheck
{
    /// <exception cref="ArgumentOutOfRangeException">The option is not valid.</exception>
    public static void Require(bool valid, string name, object? value, string expected)
    {
        if (!valid)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value ?? "null"}; it must be {expected}.");
        }
    }
}
