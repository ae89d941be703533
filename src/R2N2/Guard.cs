using System.Globalization;
using System.Runtime.CompilerServices;

namespace R2N2;

/// <summary>Checks of options, made where their values enter, with one form of message: what was found, and what is expected.</summary>
internal static class Guard
{
    /// <summary>The value of an option, if it is valid.</summary>
    /// <param name="value">The value.</param>
    /// <param name="valid">Whether the option may have it.</param>
    /// <param name="expected">What it must be, in words that follow "it must be".</param>
    /// <param name="option">The name of the option; by default the property that is set.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not valid.</exception>
    public static T Require<T>(T value, bool valid, string expected, [CallerMemberName] string option = "") => valid
        ? value
        : throw new ArgumentOutOfRangeException(
            option, value, string.Create(CultureInfo.InvariantCulture, $"{option} is {Text(value)}; it must be {expected}."));

    /// <summary>A whole number that is not below the least.</summary>
    /// <param name="value">The value.</param>
    /// <param name="least">The least.</param>
    /// <param name="option">The name of the option; by default the property that is set.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below.</exception>
    public static int AtLeast(int value, int least, [CallerMemberName] string option = "") =>
        Require(value, value >= least, string.Create(CultureInfo.InvariantCulture, $"at least {least}"), option);

    /// <summary>A finite number above 0.</summary>
    /// <param name="value">The value.</param>
    /// <param name="option">The name of the option; by default the property that is set.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Positive(double value, [CallerMemberName] string option = "") =>
        Require(value, value > 0 && double.IsFinite(value), "a finite number above 0", option);

    /// <summary>A finite number above 0, or none.</summary>
    /// <param name="value">The value.</param>
    /// <param name="option">The name of the option; by default the property that is set.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is neither.</exception>
    public static double? PositiveOrNull(double? value, [CallerMemberName] string option = "") =>
        Require(value, value is null || (value > 0 && double.IsFinite(value.Value)), "a finite number above 0, or null", option);

    /// <summary>A value that its enumeration has a name for; others may be any number.</summary>
    /// <param name="value">The value.</param>
    /// <param name="option">The name of the option; by default the property that is set.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such name.</exception>
    public static T Named<T>(T value, [CallerMemberName] string option = "")
        where T : struct, Enum => Require(value, Enum.IsDefined(value), $"one of {string.Join(", ", Enum.GetNames<T>())}", option);

    private static string Text<T>(T value) => value switch
    {
        null => "null",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "null",
    };
}
