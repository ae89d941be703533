using System.Globalization;

namespace R2N2.MLNet;

/// <summary>A table in plain text: labels to the left, numbers to the right.</summary>
/// <param name="header">The first line.</param>
internal sealed class TextTable(string[] header)
{
    private readonly List<string[]> _lines = [header];

    /// <summary>A number with two digits behind the point; nothing for none.</summary>
    public static string Number(double? value) => value?.ToString("F2", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A share, 0 to 1, in percent.</summary>
    public static string Percent(double share) => share.ToString("P2", CultureInfo.InvariantCulture);

    /// <summary>A time in microseconds; nothing for none.</summary>
    public static string Time(TimeSpan? value) => value is { } time ? $"{Number(time.TotalMicroseconds)} µs" : "";

    /// <summary>Quantiles, a line each under a line of their own.</summary>
    public static IEnumerable<(string Label, string Cell)> Lines(string label, Quantiles quantiles)
    {
        (string Name, double Value)[] lines =
        [
            ("smallest", quantiles.Minimum),
            ("25 %", quantiles.LowerQuartile),
            ("median", quantiles.Median),
            ("75 %", quantiles.UpperQuartile),
            ("95 %", quantiles.Percentile95),
            ("99 %", quantiles.Percentile99),
            ("largest", quantiles.Maximum),
        ];
        return
        [
            (label, ""),
            .. lines.Select(line => ($"  {line.Name}", line.Value.ToString("0.00E+0", CultureInfo.InvariantCulture))),
        ];
    }

    /// <summary>Adds a line.</summary>
    public void Add(string label, string[] cells) => _lines.Add([label, .. cells]);

    public override string ToString()
    {
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(column => _lines.Max(line => line[column].Length))];
        return string.Join('\n', _lines.Select(line => string.Join("  ", line.Select((cell, column) =>
            column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()));
    }
}
