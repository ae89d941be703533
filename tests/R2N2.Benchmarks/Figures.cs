using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace R2N2.Benchmarks;

/// <summary>What a benchmark measured: numbers under dotted names, printed as a table and written as nested JSON.</summary>
/// <param name="title">The benchmark's name.</param>
internal sealed class Figures(string title)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly List<(string Name, JsonNode? Value, string Expected)> _figures = [];

    /// <summary>Adds a number.</summary>
    /// <param name="name">Dotted, such as <c>linearFixed.lossRatio</c>.</param>
    /// <param name="value">The number.</param>
    /// <param name="expected">What it should be, for the reader of the table.</param>
    public void Add(string name, double value, string expected = "") => Add(name, JsonValue.Create(value), expected);

    /// <summary>Adds several numbers under one name.</summary>
    public void Add(string name, IEnumerable<double> values, string expected = "") =>
        Add(name, new JsonArray([.. values.Select(value => JsonValue.Create(value))]), expected);

    /// <summary>Adds a word or a sentence.</summary>
    public void Add(string name, string value) => Add(name, JsonValue.Create(value), "");

    /// <summary>Says what goes on, above the table.</summary>
    public static void Note(string text) => AnsiConsole.MarkupLineInterpolated($"[grey]{text}[/]");

    /// <summary>Prints all figures.</summary>
    public void Print()
    {
        Table table = new Table().Title(title).AddColumns("figure", "measured", "expected");
        foreach ((string name, JsonNode? value, string expected) in _figures)
        {
            table.AddRow(new Text(name), new Text(Format(value)), new Text(expected));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Writes all figures as JSON; dots in names become nesting.</summary>
    public void Write(string path)
    {
        JsonObject root = [];
        foreach ((string name, JsonNode? value, _) in _figures)
        {
            string[] parts = name.Split('.');
            JsonObject at = root;
            foreach (string part in parts[..^1])
            {
                at[part] ??= new JsonObject();
                at = (JsonObject)at[part]!;
            }

            at[parts[^1]] = value?.DeepClone();
        }

        File.WriteAllText(path, root.ToJsonString(Indented) + "\n");
    }

    private void Add(string name, JsonNode? value, string expected) => _figures.Add((name, value, expected));

    private static string Format(JsonNode? value) => value switch
    {
        JsonArray array => string.Join(", ", array.Select(Format)),
        JsonValue number when number.TryGetValue(out double figure) => figure.ToString("G6", CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "-",
    };
}
