namespace R2N2;

/// <summary>Some instances of a family, as columns: for every input the numbers of all instances, one instance after another.</summary>
public sealed class InstanceBatch
{
    private readonly Dictionary<string, ReadOnlyMemory<double>> _columns;

    /// <summary>Joins columns; nothing is copied.</summary>
    /// <param name="count">The number of instances, 0 or more.</param>
    /// <param name="columns">For every input its numbers: count × size of the input, row-major.</param>
    public InstanceBatch(int count, IReadOnlyDictionary<string, ReadOnlyMemory<double>> columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(columns);
        Count = count;
        _columns = new(columns, StringComparer.Ordinal);
    }

    /// <summary>The number of instances.</summary>
    public int Count { get; }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyCollection<string> Names => _columns.Keys;

    /// <summary>The numbers of one column.</summary>
    /// <param name="name">The name of an input.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public ReadOnlyMemory<double> this[string name] => _columns.TryGetValue(name, out ReadOnlyMemory<double> values)
        ? values
        : throw new ArgumentException(
            $"The instances have no column '{name}'; they have {(_columns.Count == 0 ? "none" : string.Join(", ", _columns.Keys))}.", nameof(name));

    /// <summary>A batch from arrays.</summary>
    /// <param name="count">The number of instances.</param>
    /// <param name="columns">Names and numbers, count × size of the input, row-major.</param>
    /// <exception cref="ArgumentException">A name is given twice, or a column has no numbers at all (null).</exception>
    public static InstanceBatch Of(int count, params IEnumerable<(string Name, double[] Values)> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Dictionary<string, ReadOnlyMemory<double>> found = new(StringComparer.Ordinal);
        foreach ((string name, double[] values) in columns)
        {
            if (values is null || !found.TryAdd(name, values))
            {
                throw new ArgumentException(
                    values is null ? $"The column '{name}' is null; it needs the numbers of {count} instances."
                        : $"The column '{name}' is given twice; give all its numbers at once.",
                    nameof(columns));
            }
        }

        return new(count, found);
    }

    /// <summary>Some of the instances, without copying.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentException">A column does not hold the same number of numbers for every instance.</exception>
    public InstanceBatch Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Count - count);
        return new InstanceBatch(count, _columns.ToDictionary(
            column => column.Key,
            column => SliceColumn(column.Key, column.Value, start, count)));
    }

    /// <summary>Checks that every input is there with the right number of numbers.</summary>
    /// <param name="inputs">What the family needs.</param>
    /// <exception cref="ArgumentException">A column is missing or has another length.</exception>
    public void Require(IReadOnlyList<Parameter> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        for (int i = 0; i < inputs.Count; i++)
        {
            Parameter input = inputs[i];
            int found = this[input.Name].Length;
            int expected = checked(Count * input.Shape.Size);
            if (found != expected)
            {
                throw new ArgumentException(
                    $"The column '{input.Name}' has {found} numbers; {Count} instances of a {input.Shape} need {expected}.");
            }
        }
    }

    private ReadOnlyMemory<double> SliceColumn(string name, ReadOnlyMemory<double> values, int start, int count)
    {
        (int size, int rest) = Math.DivRem(values.Length, Math.Max(Count, 1));
        return rest == 0
            ? values.Slice(start * size, count * size)
            : throw new ArgumentException(
                $"The column '{name}' has {values.Length} numbers, which {Count} instances cannot share equally.");
    }
}
