namespace R2N2;

/// <summary>
/// A family of problems: one definition of f, shared by all members, and the numbers in which they differ.
/// f is written once, for one instance, with C# operators over <see cref="Expression"/>.
/// </summary>
public abstract partial class ProblemFamily
{
    private protected ProblemFamily(string name, int stateSize, IReadOnlyList<Parameter> parameters)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(parameters);
        if (stateSize < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(stateSize), stateSize, $"The family '{name}' has {stateSize} unknowns; it needs at least 1.");
        }

        Name = name;
        StateSize = stateSize;
        Parameters = [.. parameters];
        if (Parameters.GroupBy(parameter => parameter.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"The family '{name}' uses the name '{twice.Key}' twice; every parameter needs one of its own, by which f finds it.",
                nameof(parameters));
        }
    }

    /// <summary>The family's name, as it appears in exported files and reports.</summary>
    public string Name { get; }

    /// <summary>The number of unknowns of one instance, m.</summary>
    public int StateSize { get; }

    /// <summary>What tells instances apart, besides the initial guess.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>All that an instance brings along, in order: data columns, and inputs of the exported file.</summary>
    public abstract IReadOnlyList<Parameter> Inputs { get; }

    /// <summary>Systems of equations f(x) = 0 that differ in their initial guess only.</summary>
    /// <param name="name">The family's name.</param>
    /// <param name="stateSize">The number of unknowns, m ≥ 1.</param>
    /// <param name="residual">f: from the unknowns x, a vector [m], to the residual, a vector [m].</param>
    /// <param name="initialGuess">Where the iteration starts; given per instance as <c>X0</c> if null.</param>
    /// <exception cref="ArgumentException">f does not return a vector [m], or misuses shapes.</exception>
    public static EquationFamily Equations(
        string name, int stateSize, Func<Expression, Expression> residual, InitialGuess? initialGuess = null)
    {
        ArgumentNullException.ThrowIfNull(residual);
        return new EquationFamily(name, stateSize, [], (x, _) => residual(x), initialGuess ?? InitialGuess.Given());
    }

    /// <summary>Systems of equations f(x; p) = 0 that differ in parameters p, and in their initial guess.</summary>
    /// <param name="name">The family's name.</param>
    /// <param name="stateSize">The number of unknowns, m ≥ 1.</param>
    /// <param name="parameters">The parameters and their shapes.</param>
    /// <param name="residual">f: from the unknowns x, a vector [m], and the parameters to the residual, a vector [m].</param>
    /// <param name="initialGuess">Where the iteration starts; given per instance as <c>X0</c> if null.</param>
    /// <exception cref="ArgumentException">Names repeat, f does not return a vector [m], or misuses shapes.</exception>
    public static EquationFamily Equations(
        string name,
        int stateSize,
        IReadOnlyList<Parameter> parameters,
        Func<Expression, InstanceParameters, Expression> residual,
        InitialGuess? initialGuess = null)
    {
        ArgumentNullException.ThrowIfNull(residual);
        return new EquationFamily(name, stateSize, parameters, residual, initialGuess ?? InitialGuess.Given());
    }

    /// <summary>Initial-value problems y' = f(y).</summary>
    /// <param name="name">The family's name.</param>
    /// <param name="stateSize">The number of states, m ≥ 1.</param>
    /// <param name="derivative">f: from the state y, a vector [m], to its derivative, a vector [m].</param>
    /// <exception cref="ArgumentException">f does not return a vector [m], or misuses shapes.</exception>
    public static InitialValueFamily InitialValue(string name, int stateSize, Func<Expression, Expression> derivative)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        return new InitialValueFamily(name, stateSize, [], (_, y, _) => derivative(y));
    }

    /// <summary>Initial-value problems y' = f(y; p) that differ in parameters p, too.</summary>
    /// <param name="name">The family's name.</param>
    /// <param name="stateSize">The number of states, m ≥ 1.</param>
    /// <param name="parameters">The parameters and their shapes.</param>
    /// <param name="derivative">f: from the state y, a vector [m], and the parameters to the derivative, a vector [m].</param>
    /// <exception cref="ArgumentException">Names repeat, f does not return a vector [m], or misuses shapes.</exception>
    public static InitialValueFamily InitialValue(
        string name,
        int stateSize,
        IReadOnlyList<Parameter> parameters,
        Func<Expression, InstanceParameters, Expression> derivative)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        return new InitialValueFamily(name, stateSize, parameters, (_, y, p) => derivative(y, p));
    }

    /// <summary>Initial-value problems y' = f(t, y; p).</summary>
    /// <param name="name">The family's name.</param>
    /// <param name="stateSize">The number of states, m ≥ 1.</param>
    /// <param name="parameters">The parameters and their shapes; may be none.</param>
    /// <param name="derivative">
    /// f: from the time t, a scalar, the state y, a vector [m], and the parameters to the derivative, a vector [m].
    /// </param>
    /// <exception cref="ArgumentException">Names repeat, f does not return a vector [m], or misuses shapes.</exception>
    public static InitialValueFamily InitialValue(
        string name,
        int stateSize,
        IReadOnlyList<Parameter> parameters,
        Func<Expression, Expression, InstanceParameters, Expression> derivative)
    {
        ArgumentNullException.ThrowIfNull(derivative);
        return new InitialValueFamily(name, stateSize, parameters, derivative);
    }

    /// <summary>The parameters as inputs of an expression.</summary>
    internal Expression[] RecordParameters() => [.. Parameters.Select(parameter => Expression.Input(parameter.Name, parameter.Shape))];

    /// <summary>The most columns of a Jacobian of every instance, each with a copy of f's derivative.</summary>
    internal const int MostJacobianColumns = 128;

    /// <summary>Several expressions at once, as the columns of a Jacobian are.</summary>
    private protected static StackReader<Expression> Stacks { get; } = new(ExpressionReader.Instance);

    /// <summary>Each parameter as a stack of one.</summary>
    private protected static Expression[][] AsStacks(IReadOnlyList<Expression> parameters) => [.. parameters.Select(parameter => new[] { parameter })];

    /// <summary>A matrix from its columns.</summary>
    private protected static Expression Matrix(Expression[] columns) => Expression.Transpose(Expression.Stack(columns));

    /// <summary>Some of the unit vectors [m].</summary>
    private protected Expression[] Units(int first, int count) => [.. Enumerable.Range(first, count).Select(Unit)];

    /// <summary>Checks that no name is taken twice.</summary>
    private protected void RequireDistinctNames(IEnumerable<string> outputs)
    {
        HashSet<string> taken = new(outputs, StringComparer.Ordinal);
        foreach (Parameter input in Inputs)
        {
            if (!taken.Add(input.Name))
            {
                throw new ArgumentException(
                    $"The family '{Name}' calls an input '{input.Name}', a name that is taken: by another input ("
                    + $"{string.Join(", ", Inputs.Select(known => known.Name))}) or by an output ({string.Join(", ", outputs)}). Choose another.");
            }
        }
    }

    private Expression Unit(int index)
    {
        double[] unit = new double[StateSize];
        unit[index] = 1;
        return unit;
    }
}
