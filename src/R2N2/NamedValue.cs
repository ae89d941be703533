namespace R2N2;

/// <summary>Checks values of enumerations, which may be any number.</summary>
internal static class NamedValue
{
    /// <summary>The value, if the enumeration has a name for it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The option that it was given for.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such name; the message lists those there are.</exception>
    public static T Require<T>(T value, string name)
        where T : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{name} is {value}; known are {string.Join(", ", Enum.GetNames<T>())}.");
}
