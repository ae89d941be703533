using System.Globalization;

namespace R2N2.Training;

/// <summary>The rows of the table that are left out because they cannot be trained on, by their flaw.</summary>
internal sealed class SkippedRows
{
    private const int MostNamed = 10;

    private readonly SortedDictionary<string, (long Count, List<long> First)> _rows = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Counts a row.</summary>
    /// <param name="row">Its number, from 0.</param>
    /// <param name="flaw">Why it is left out.</param>
    public void Add(long row, string flaw)
    {
        (long count, List<long> first) = _rows.TryGetValue(flaw, out (long Count, List<long> First) known) ? known : (0, []);
        if (count < MostNamed)
        {
            first.Add(row);
        }

        _rows[flaw] = (count + 1, first);
        Count++;
    }

    /// <summary>A sentence for each flaw.</summary>
    public IEnumerable<string> Describe() => _rows.Select(pair => string.Create(
        CultureInfo.InvariantCulture,
        $"{pair.Value.Count} {(pair.Value.Count == 1 ? "row was" : "rows were")} left out of training, since {pair.Key}: {Name(pair.Value.Count, pair.Value.First)}."));

    /// <summary>The first of some rows by their numbers.</summary>
    public static string Name(long count, List<long> first) =>
        (count == 1 ? "row " : "rows ")
        + string.Join(", ", first.Take(MostNamed))
        + (count > MostNamed ? $" and {count - MostNamed} more" : string.Empty)
        + " (counted from 0)";
}
