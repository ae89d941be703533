using System.Globalization;

namespace R2N2.MLNet;

/// <summary>A table in plain text: labels to the left, numbers to the right.</summary>
/// <param name="header">The first line.</param>
internal sealed class TextTable(string[] header)
{
    private readonly List<string[]> _lines = [header];

    /// <summary>A number with two digits behind the point; nothing for none.</summary>
    public static string Number(double? value) => value?.ToString("F2", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A time in microseconds; nothing for none.</summary>
    public static string Time(TimeSpan? value) => value is { } time
        ? time.TotalMicroseconds.ToString("F2", CultureInfo.InvariantCulture) + " µs"
        : "";

    /// <summary>Adds a line.</summary>
    public void Add(string label, string[] cells) => _lines.Add([label, .. cells]);

    /// <summary>Adds quantiles, a line each.</summary>
    public void Add(string label, Quantiles[] columns)
    {
        Add(label, Array.ConvertAll(columns, _ => ""));
        (string Name, Func<Quantiles, double> Value)[] lines =
        [
            ("smallest", quantiles => quantiles.Minimum),
            ("25 %", quantiles => quantiles.LowerQuartile),
            ("median", quantiles => quantiles.Median),
            ("75 %", quantiles => quantiles.UpperQuartile),
            ("95 %", quantiles => quantiles.Percentile95),
            ("99 %", quantiles => quantiles.Percentile99),
            ("largest", quantiles => quantiles.Maximum),
        ];
        foreach ((string name, Func<Quantiles, double> value) in lines)
        {
            Add($"  {name}", Array.ConvertAll(columns, quantiles => value(quantiles).ToString("0.00E+0", CultureInfo.InvariantCulture)));
        }
    }

    public override string ToString()
    {
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(column => _lines.Max(line => line[column].Length))];
        return string.Join('\n', _lines.Select(line => string.Join("  ", line.Select((cell, column) =>
            column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()));
    }
}
