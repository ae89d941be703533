using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace R2N2.Onnx;

/// <summary>Names by names: immutable, and equal where the entries are.</summary>
internal sealed class NameMap : IReadOnlyDictionary<string, string>, IEquatable<NameMap>
{
    private const int MostListed = 20;

    private readonly SortedDictionary<string, string> _names;

    private NameMap(SortedDictionary<string, string> names) => _names = names;

    /// <summary>No names.</summary>
    public static NameMap Empty { get; } = new(new SortedDictionary<string, string>(StringComparer.Ordinal));

    public int Count => _names.Count;

    public IEnumerable<string> Keys => _names.Keys;

    public IEnumerable<string> Values => _names.Values;

    public string this[string key] => _names[key];

    /// <summary>A copy.</summary>
    /// <param name="names">The entries.</param>
    /// <param name="argument">What they are, for messages.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static NameMap Of(IEnumerable<KeyValuePair<string, string>> names, string argument)
    {
        ArgumentNullException.ThrowIfNull(names, argument);
        SortedDictionary<string, string> copy = new(StringComparer.Ordinal);
        foreach ((string from, string to) in names)
        {
            copy[from] = string.IsNullOrWhiteSpace(to)
                ? throw new ArgumentException($"{argument} gives '{from}' the name '{to}'; a name must not be empty.", argument)
                : to;
        }

        return new NameMap(copy);
    }

    /// <summary>The name that a name is replaced by; itself where there is no entry.</summary>
    public string For(string name) => _names.GetValueOrDefault(name, name);

    /// <summary>Refuses entries for what does not exist.</summary>
    /// <param name="known">The names that may be replaced.</param>
    /// <param name="argument">What the entries are, for messages.</param>
    public void Require(IEnumerable<string> known, string argument)
    {
        // A hostile file may claim very many of both.
        string[] all = [.. known];
        HashSet<string> set = new(all, StringComparer.Ordinal);
        if (Keys.FirstOrDefault(name => !set.Contains(name)) is string stranger)
        {
            string rest = all.Length > MostListed ? $" and {all.Length - MostListed} more" : string.Empty;
            throw new ArgumentException(
                $"{argument} has an entry for '{stranger}'; the file has {string.Join(", ", all.Take(MostListed))}{rest}.", argument);
        }
    }

    public bool ContainsKey(string key) => _names.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => _names.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _names.GetEnumerator();

    public bool Equals(NameMap? other) => other is not null && _names.SequenceEqual(other._names);

    public override bool Equals(object? obj) => Equals(obj as NameMap);

    public override int GetHashCode() => _names.Aggregate(0, (hash, entry) => HashCode.Combine(hash, entry.Key, entry.Value));

    public override string ToString() => string.Join(", ", _names.Select(entry => $"{entry.Key}: {entry.Value}"));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
