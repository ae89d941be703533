namespace R2N2;

/// <summary>Systems of equations f(x; p) = 0; made by <see cref="ProblemFamily.Equations(string, int, Func{Expression, Expression}, InitialGuess?)"/>.</summary>
public sealed class EquationFamily : ProblemFamily
{
    internal EquationFamily(
        string name,
        int stateSize,
        IReadOnlyList<Parameter> parameters,
        Func<Expression, InstanceParameters, Expression> residual,
        InitialGuess initialGuess)
        : this(name, stateSize, parameters, initialGuess, family => family.Record(residual))
    {
    }

    private EquationFamily(
        string name,
        int stateSize,
        IReadOnlyList<Parameter> parameters,
        InitialGuess initialGuess,
        Func<EquationFamily, RecordedFunction> residual)
        : base(name, stateSize, parameters)
    {
        InitialGuess = initialGuess;
        Parameter state = new(initialGuess.Name ?? InitialGuess.DefaultName, stateSize);
        Inputs = initialGuess.Name is null ? Parameters : [state, .. Parameters];
        RequireDistinctNames(SolverOutputs.Names);
        initialGuess.Require(stateSize);
        Residual = residual(this);
        Guess = initialGuess.Record(this);
    }

    /// <summary>Where the iteration starts.</summary>
    public InitialGuess InitialGuess { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Inputs { get; }

    /// <summary>f as recorded; inputs: x, then the parameters; output: the residual.</summary>
    internal RecordedFunction Residual { get; }

    /// <summary>x₀ as recorded, where it is computed; inputs: the parameters. Else null.</summary>
    internal RecordedFunction? Guess { get; }

    /// <summary>x₀ by any engine.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="inputs">The family's inputs, in order.</param>
    internal T Start<T>(IReader<T> reader, IReadOnlyList<T> inputs)
        where T : class => InitialGuess.Name is not null
            ? inputs[0]
            : Guess?.Evaluate(reader, [.. inputs])[0] ?? reader.Constant(InitialGuess.Values(StateSize), Shape.Vector(StateSize));

    /// <summary>f(x; p) by any engine, the residual.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="x">x, [m].</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    internal T Evaluate<T>(IReader<T> reader, T x, IReadOnlyList<T> parameters)
        where T : class => Residual.Evaluate(reader, [x, .. parameters])[0];

    /// <summary>J(x; p)·d by any engine, exact, by forward differentiation of f; zeros where f does not change with x.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="x">x, [m].</param>
    /// <param name="direction">d, [m]; with further leading axes, as many directions at once.</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    internal T Differentiate<T>(IReader<T> reader, T x, T direction, IReadOnlyList<T> parameters)
        where T : class
    {
        Dual<T>[] constant = [.. parameters.Select(parameter => new Dual<T>(parameter))];
        return Evaluate(new DualReader<T>(reader), new Dual<T>(x, direction), constant).Tangent
            ?? reader.Multiply(direction, reader.Constant([0], Shape.Scalar));
    }

    /// <summary>The Taylor coefficients of f(x + t d; p) in t by any engine: f, J·d, f''[d, d]/2, …</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="x">x, [m].</param>
    /// <param name="direction">d, [m].</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    /// <param name="degree">The number of the last coefficient.</param>
    internal Jet<T> Expand<T>(IReader<T> reader, T x, T direction, IReadOnlyList<T> parameters, int degree)
        where T : class
    {
        Jet<T>[] constant = [.. parameters.Select(parameter => new Jet<T>(parameter))];
        return Evaluate(new JetReader<T>(reader, degree), new Jet<T>(x, direction), constant);
    }

    /// <summary>J(x; p) as an expression, [m, m].</summary>
    /// <param name="x">x, [m].</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    internal Expression Jacobian(Expression x, IReadOnlyList<Expression> parameters) =>
        Matrix(JacobianColumns(x, parameters, 0, StateSize));

    /// <summary>Some columns of J(x; p), each [m].</summary>
    /// <param name="x">x, [m].</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    internal Expression[] JacobianColumns(Expression x, IReadOnlyList<Expression> parameters, int first, int count) =>
        Differentiate(Stacks, [x], Units(first, count), AsStacks(parameters));

    /// <summary>
    /// The same, every operation of f written once for all columns, products with matrices spared where derivatives are diagonal: for one
    /// instance of many unknowns.
    /// </summary>
    /// <param name="x">x, [m].</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    internal Expression JacobianAsMatrix(Expression x, IReadOnlyList<Expression> parameters)
    {
        double[] ones = new double[StateSize];
        Array.Fill(ones, 1);
        Sensitivity[] known = [.. parameters.Select(Sensitivity.Of)];
        return Differentiate(new JacobianReader(StateSize), Sensitivity.Of(x), Sensitivity.OfDiagonal(ones), known).ToRows();
    }

    /// <summary>f''(x; p)[d, ·] as an expression, the derivative of J along d, [m, m]; null where J does not change with x.</summary>
    /// <param name="x">x, [m].</param>
    /// <param name="direction">d, [m].</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    internal Expression? Curvature(Expression x, Expression direction, IReadOnlyList<Expression> parameters)
    {
        // Along d below, along all units above: f, and J of it, are then what they are elsewhere.
        DualReader<Expression[]> alongDirection = new(Stacks);
        Dual<Expression[]> alongUnits = new(Units(0, StateSize));
        Dual<Expression[]>[] constant = [.. AsStacks(parameters).Select(parameter => new Dual<Expression[]>(parameter))];
        Dual<Expression[]> tangent = Differentiate(alongDirection, new([x], [direction]), alongUnits, constant);
        return tangent.Tangent is { } columns ? Matrix(columns) : null;
    }

    /// <summary>The same equations with another start.</summary>
    /// <param name="initialGuess">Where the iteration starts.</param>
    /// <exception cref="ArgumentException">
    /// The guess has another number of unknowns, or the name of a given one is taken by a parameter.
    /// </exception>
    public EquationFamily WithInitialGuess(InitialGuess initialGuess)
    {
        ArgumentNullException.ThrowIfNull(initialGuess);
        return new EquationFamily(Name, StateSize, Parameters, initialGuess, _ => Residual);
    }

    /// <summary>Refuses a family all instances of which are the same.</summary>
    /// <param name="consequence">What that leads to, the rest of a sentence.</param>
    /// <param name="argument">The argument that the family is, or belongs to.</param>
    /// <exception cref="ArgumentException">The family has no inputs.</exception>
    internal void RequireInputs(string consequence, string argument)
    {
        if (Inputs.Count == 0)
        {
            throw new ArgumentException(
                $"The family '{Name}' has neither parameters nor an initial guess per instance, so all its instances are one and the same problem "
                + $"and {consequence}. Declare a parameter, or use InitialGuess.Given().",
                argument);
        }
    }

    private RecordedFunction Record(Func<Expression, InstanceParameters, Expression> residual)
    {
        Expression x = Expression.Input("x", Shape.Vector(StateSize));
        Expression[] values = RecordParameters();
        Expression f = residual(x, new InstanceParameters(values))
            ?? throw new ArgumentException($"f of the family '{Name}' returned null; it must return a vector [{StateSize}].");
        if (!f.Shape.Equals(x.Shape))
        {
            throw new ArgumentException(
                $"f of the family '{Name}' returns a {f.Shape}; it must return as many numbers as there are unknowns, a {x.Shape}.");
        }

        RecordedFunction recorded = new(Name, [x, .. values], [f]) { Scope = "f" };
        return recorded.DependsOn(x)
            ? recorded
            : throw new ArgumentException($"f of the family '{Name}' does not use the unknowns x; it must depend on them.");
    }
}
