using System.Globalization;

namespace R2N2.Training;

/// <summary>Numbers as people read them.</summary>
internal static class Words
{
    /// <summary>A number with three digits at least.</summary>
    public static string Number(double value) => value switch
    {
        >= 1e7 or < 0.01 => value.ToString("G3", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>A share; never rounded to all.</summary>
    public static string Percent(double share) =>
        (share < 1 ? Math.Min(Math.Round(100 * share, 1), 99.9) : 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>The shares that a method solves.</summary>
    public static string Solved(SolverTrial trial) => trial.SolvedShare.Equals(trial.SolvedUnguarded)
        ? $"{Percent(trial.SolvedShare)} solved"
        : $"{Percent(trial.SolvedShare)} solved ({Percent(trial.SolvedUnguarded)} without the safeguard)";

    /// <summary>With a capital.</summary>
    public static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
