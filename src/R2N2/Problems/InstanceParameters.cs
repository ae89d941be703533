namespace R2N2;

/// <summary>The parameters of one instance, as f sees them: symbolic values by name.</summary>
public sealed class InstanceParameters
{
    private readonly Dictionary<string, Expression> _values;

    internal InstanceParameters(IEnumerable<Expression> values) =>
        _values = values.ToDictionary(value => value.Name!, StringComparer.Ordinal);

    /// <summary>The parameter of a name.</summary>
    /// <param name="name">A name the family declares.</param>
    /// <exception cref="ArgumentException">The family declares no such parameter.</exception>
    public Expression this[string name] => _values.TryGetValue(name, out Expression? value)
        ? value
        : throw new ArgumentException(
            $"f asks for the parameter '{name}'; the family declares {(_values.Count == 0 ? "none" : string.Join(", ", _values.Keys))}.",
            nameof(name));
}
