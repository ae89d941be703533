namespace R2N2;

/// <summary>Where the iteration starts: each instance brings its own guess, or all start from one point.</summary>
public sealed class InitialGuess
{
    /// <summary>The name of the initial guess in data and exported files unless another is chosen.</summary>
    public const string DefaultName = "X0";

    private readonly double[] _values;

    private InitialGuess(string? name, double[] values)
    {
        Name = name;
        _values = values;
    }

    /// <summary>All instances start from zero.</summary>
    public static InitialGuess Zero { get; } = new(null, [0.0]);

    /// <summary>The input that brings the guess, or null where all instances start from one point.</summary>
    public string? Name { get; }

    /// <summary>The numbers of a constant guess as they were given: one per unknown, or one for all; none where each instance brings its own.</summary>
    internal IReadOnlyList<double> Point => _values;

    /// <summary>Each instance brings its own x₀.</summary>
    /// <param name="name">The name of the data column and of the exported file's input.</param>
    public static InitialGuess Given(string name = DefaultName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new InitialGuess(name, []);
    }

    /// <summary>All instances start from one point.</summary>
    /// <param name="values">x₀: one finite number for every unknown, or a single one that all unknowns share.</param>
    public static InitialGuess Constant(params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0 || !values.All(double.IsFinite))
        {
            throw new ArgumentException("A constant initial guess needs finite numbers: one, or one per unknown.", nameof(values));
        }

        return new InitialGuess(null, [.. values]);
    }

    /// <summary>The common x₀ of all instances; only where <see cref="Name"/> is null.</summary>
    /// <param name="stateSize">The number of unknowns, m.</param>
    /// <exception cref="ArgumentException">The constant guess has another number of unknowns.</exception>
    public double[] Values(int stateSize)
    {
        if (Name is not null)
        {
            throw new InvalidOperationException($"The initial guess is given per instance, by '{Name}'; it has no common value.");
        }

        Require(stateSize);
        return _values.Length == stateSize ? [.. _values] : [.. Enumerable.Repeat(_values[0], stateSize)];
    }

    /// <summary>Refuses another number of unknowns, without making room for them.</summary>
    /// <param name="stateSize">The number of unknowns, m.</param>
    /// <exception cref="ArgumentException">The constant guess has another number of unknowns.</exception>
    internal void Require(int stateSize)
    {
        if (Name is null && _values.Length != 1 && _values.Length != stateSize)
        {
            throw new ArgumentException(
                $"The constant initial guess has {_values.Length} numbers; the family has {stateSize} unknowns.");
        }
    }
}
