using System.Globalization;
using System.Text;

namespace R2N2.Benchmarks.Zoo;

/// <summary>The results as a table of a Markdown file, between two comments.</summary>
internal static class ZooTable
{
    private const string Begin = "<!-- zoo: written by R2N2.Benchmarks -- zoo -->";
    private const string End = "<!-- zoo ends -->";

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="results">A row each.</param>
    /// <exception cref="InvalidDataException">The comments are missing.</exception>
    public static void Write(string path, IReadOnlyList<ZooResult> results)
    {
        string text = File.ReadAllText(path);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidDataException($"'{path}' has no comments '{Begin}' and '{End}', one after the other, for the table to stand between.");
        }

        File.WriteAllText(path, $"{text[..(begin + Begin.Length)]}\n{Table(results)}{text[end..]}");
    }

    private static string Table(IReadOnlyList<ZooResult> results)
    {
        StringBuilder table = new();
        table.Append("| family | m | fit, s | chosen | solved (unguarded) | evaluations | µs | ONNX, µs | best classical, µs | ratio | knows the structure, µs |\n");
        table.Append("|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (ZooResult result in results)
        {
            string structured = result.Structured is { } peer ? $"{peer.Name} {Number(peer.Microseconds)}" : "";
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {result.Entry.Name} | {result.Entry.Family.StateSize} | {result.FitSeconds:0.0} | {result.Winner} | {Percent(result.SolvedShare)} ({Percent(result.SolvedUnguarded)}) | {result.Evaluations:0.0} | {Number(result.Microseconds)} | {Number(result.OnnxMicroseconds)} | {result.Classical.Name} {Number(result.Classical.Microseconds)} | {Number(result.Ratio)} | {structured} |\n");
        }

        return table.ToString();
    }

    private static string Number(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "0.0" : value >= 0.1 ? "0.00" : "0.000", CultureInfo.InvariantCulture);

    // Never rounded to all.
    private static string Percent(double share) => (share < 1 ? Math.Min(Math.Round(100 * share, 1), 99.9) : 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
