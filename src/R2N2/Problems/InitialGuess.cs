namespace R2N2;

/// <summary>Where the iteration starts: each instance brings its own guess, all start from one point, or it follows from the parameters.</summary>
public sealed class InitialGuess
{
    /// <summary>The name of the initial guess in data and exported files unless another is chosen.</summary>
    public const string DefaultName = "X0";

    private readonly double[] _values;
    private readonly Func<InstanceParameters, Expression>? _function;

    private InitialGuess(string? name, double[] values, Func<InstanceParameters, Expression>? function = null)
    {
        Name = name;
        _values = values;
        _function = function;
    }

    /// <summary>All instances start from zero.</summary>
    public static InitialGuess Zero { get; } = new(null, [0.0]);

    /// <summary>The input that brings the guess; null where instances need not bring one.</summary>
    public string? Name { get; }

    /// <summary>Whether x₀ follows from the parameters.</summary>
    internal bool IsComputed => _function is not null;

    /// <summary>The numbers of a constant guess as they were given: one per unknown, or one for all; none of other guesses.</summary>
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

    /// <summary>x₀ is an expression of the instance's parameters: the solution of a simpler problem, say.</summary>
    /// <param name="guess">From the parameters to x₀, a vector [m]; exported files hold it, and need no input for it.</param>
    public static InitialGuess Function(Func<InstanceParameters, Expression> guess)
    {
        ArgumentNullException.ThrowIfNull(guess);
        return new InitialGuess(null, [], guess);
    }

    /// <summary>The common x₀ of all instances; only of a constant guess.</summary>
    /// <param name="stateSize">The number of unknowns, m.</param>
    /// <exception cref="ArgumentException">The constant guess has another number of unknowns.</exception>
    /// <exception cref="InvalidOperationException">Each instance has its own.</exception>
    public double[] Values(int stateSize)
    {
        if (Name is not null)
        {
            throw new InvalidOperationException($"The initial guess is given per instance, by '{Name}'; it has no common value.");
        }

        if (IsComputed)
        {
            throw new InvalidOperationException("The initial guess is computed from the parameters of each instance; it has no common value.");
        }

        Require(stateSize);
        return _values.Length == stateSize ? [.. _values] : [.. Enumerable.Repeat(_values[0], stateSize)];
    }

    /// <summary>Refuses another number of unknowns, without making room for them.</summary>
    /// <param name="stateSize">The number of unknowns, m.</param>
    /// <exception cref="ArgumentException">The constant guess has another number of unknowns.</exception>
    internal void Require(int stateSize)
    {
        if (_values.Length > 1 && _values.Length != stateSize)
        {
            throw new ArgumentException(
                $"The constant initial guess has {_values.Length} numbers; the family has {stateSize} unknowns.");
        }
    }

    /// <summary>x₀ as recorded, where it is computed: the parameters are the inputs; else null.</summary>
    /// <param name="family">The problem.</param>
    /// <exception cref="ArgumentException">It is no vector [m], or uses what the family does not declare.</exception>
    internal RecordedFunction? Record(ProblemFamily family)
    {
        if (_function is null)
        {
            return null;
        }

        var state = Shape.Vector(family.StateSize);
        Expression[] parameters = family.RecordParameters();
        Expression guess = _function(new InstanceParameters(parameters))
            ?? throw new ArgumentException($"The function of the initial guess returned null; it must return a {state}.");
        return guess.Shape.Equals(state)
            ? new RecordedFunction($"{family.Name} initial guess", parameters, [guess])
            : throw new ArgumentException(
                $"The initial guess is a {guess.Shape}; the family '{family.Name}' has {family.StateSize} unknowns and needs a {state}.");
    }
}
