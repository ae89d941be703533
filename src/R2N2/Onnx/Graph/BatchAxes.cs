using System.Globalization;

namespace R2N2.Onnx;

/// <summary>
/// The batch axes in front of a value's instance axes, outermost first, each by the name of its length. Equal names
/// are equal lengths; numerals are lengths that are known.
/// </summary>
internal sealed class BatchAxes : IEquatable<BatchAxes>
{
    /// <summary>The name of the axis of the instances.</summary>
    public const string InstanceAxis = "N";

    private readonly string[] _names;

    private BatchAxes(string[] names) => _names = names;

    /// <summary>No batch axes: one value for all instances.</summary>
    public static BatchAxes None { get; } = new([]);

    /// <summary>The axis of the instances, N.</summary>
    public static BatchAxes Instances { get; } = Of(InstanceAxis);

    /// <summary>How many there are.</summary>
    public int Count => _names.Length;

    /// <summary>The names, outermost first.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Axes with the given names.</summary>
    public static BatchAxes Of(params string[] names) => names.Length == 0 ? None : new([.. names]);

    /// <summary>The name of an axis of known length.</summary>
    public static string OfLength(int length) => length.ToString(CultureInfo.InvariantCulture);

    /// <summary>The lengths as a Reshape takes them, -1 for one that is not known; null where there are several of those.</summary>
    public long[]? Lengths()
    {
        long[] lengths = [.. _names.Select(name =>
            long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? length : -1)];
        return lengths.Count(length => length == -1) <= 1 ? lengths : null;
    }

    /// <summary>What comes out where two values broadcast against each other, aligned at their last axes.</summary>
    public static BatchAxes Join(BatchAxes left, BatchAxes right)
    {
        if (left.Equals(right))
        {
            return left;
        }

        (BatchAxes longer, BatchAxes shorter) = left.Count >= right.Count ? (left, right) : (right, left);
        string[] names = [.. longer._names];
        int lead = longer.Count - shorter.Count;
        for (int i = 0; i < shorter.Count; i++)
        {
            names[lead + i] = Join(names[lead + i], shorter._names[i]);
        }

        return new BatchAxes(names);
    }

    public bool Equals(BatchAxes? other) => other is not null && _names.AsSpan().SequenceEqual(other._names);

    public override bool Equals(object? obj) => Equals(obj as BatchAxes);

    public override int GetHashCode() => _names.Aggregate(_names.Length, HashCode.Combine);

    public override string ToString() => $"[{string.Join(", ", _names)}]";

    // Two lengths known by different names are equal when the model runs, or one of them is 1.
    private static string Join(string left, string right) =>
        left == right || right == "1" ? left : left == "1" ? right : $"max({left},{right})";
}
