namespace R2N2;

/// <summary>
/// Initial-value problems y' = f(t, y; p), y(t₀) = y₀; made by
/// <see cref="ProblemFamily.InitialValue(string, int, Func{Expression, Expression})"/>.
/// </summary>
public sealed class InitialValueFamily : ProblemFamily
{
    internal InitialValueFamily(
        string name,
        int stateSize,
        IReadOnlyList<Parameter> parameters,
        Func<Expression, Expression, InstanceParameters, Expression> derivative)
        : base(name, stateSize, parameters)
    {
        Expression t = Expression.Input("t", Shape.Scalar);
        Expression y = Expression.Input("y", Shape.Vector(stateSize));
        Expression[] values = RecordParameters();
        Expression f = derivative(t, y, new InstanceParameters(values))
            ?? throw new ArgumentException($"f of the family '{name}' returned null; it must return a vector [{stateSize}].");
        if (!f.Shape.Equals(y.Shape))
        {
            throw new ArgumentException(
                $"f of the family '{name}' returns a {f.Shape}; it must return the derivative of every state, a {y.Shape}.");
        }

        Derivative = new RecordedFunction(name, [t, y, .. values], [f]) { Scope = "f" };
        IsAutonomous = !Derivative.DependsOn(t);
        Inputs =
        [
            new Parameter(IntegratorInputs.State, stateSize),
            new Parameter(IntegratorInputs.StepSize),
            .. IsAutonomous ? Array.Empty<Parameter>() : [new Parameter(IntegratorInputs.Time)],
            .. Parameters,
        ];
        RequireDistinctNames(IntegratorOutputs.Names);
    }

    /// <summary>Whether f does without the time t; if so, there is no input for it.</summary>
    public bool IsAutonomous { get; }

    /// <summary>State, step size, the time where f depends on it, then the parameters.</summary>
    public override IReadOnlyList<Parameter> Inputs { get; }

    /// <summary>f as recorded; inputs: t (whether used or not), y, then the parameters; output: y'.</summary>
    internal RecordedFunction Derivative { get; }

    /// <summary>f(t, y; p) by any engine, y'.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="t">t; any number for a family that does without.</param>
    /// <param name="y">y, [m].</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    internal T Evaluate<T>(IReader<T> reader, T t, T y, IReadOnlyList<T> parameters)
        where T : class => Derivative.Evaluate(reader, [t, y, .. parameters])[0];

    /// <summary>The derivative of f(t, y; p) along directions of t and y by any engine, exact; null where it is zero.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="t">t, and its direction.</param>
    /// <param name="y">y, [m], and its direction.</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    internal T? Differentiate<T>(IReader<T> reader, Dual<T> t, Dual<T> y, IReadOnlyList<T> parameters)
        where T : class
    {
        Dual<T>[] constant = [.. parameters.Select(parameter => new Dual<T>(parameter))];
        return Evaluate(new DualReader<T>(reader), t, y, constant).Tangent;
    }

    /// <summary>∂f/∂y at (t, y) as an expression, [m, m]; null where f does not depend on y.</summary>
    /// <param name="t">t.</param>
    /// <param name="y">y, [m].</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    internal Expression? Jacobian(Expression t, Expression y, IReadOnlyList<Expression> parameters) =>
        Differentiate(Stacks, new([t]), new([y], Units(0, StateSize)), AsStacks(parameters)) is { } columns ? Matrix(columns) : null;

    /// <summary>∂f/∂t at (t, y) as an expression, [m]; null for a family that does without the time.</summary>
    /// <param name="t">t.</param>
    /// <param name="y">y, [m].</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    internal Expression? TimeDerivative(Expression t, Expression y, IReadOnlyList<Expression> parameters) =>
        IsAutonomous ? null : Differentiate(ExpressionReader.Instance, new(t, 1), new(y), parameters);

    /// <summary>The Taylor coefficients of the solution through (t, y) by any engine: y, y', y''/2, …, each from f of those before it.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="t">t; any number for a family that does without.</param>
    /// <param name="y">y, [m].</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    /// <param name="degree">The number of the last coefficient.</param>
    internal Jet<T> Expand<T>(IReader<T> reader, T t, T y, IReadOnlyList<T> parameters, int degree)
        where T : class
    {
        Jet<T>[] constant = [.. parameters.Select(parameter => new Jet<T>(parameter))];
        Jet<T> time = new(t, reader.Constant([1], Shape.Scalar));
        T?[] solution = [y, .. new T?[degree]];
        for (int k = 0; k < degree; k++)
        {
            // What is not known yet counts as zero, and does not enter the k-th coefficient.
            T? derivative = Evaluate(new JetReader<T>(reader, k), time, new Jet<T>([.. solution]), constant).At(k);
            solution[k + 1] = derivative is null ? null : reader.Multiply(reader.Constant([1.0 / (k + 1)], Shape.Scalar), derivative);
        }

        return new(solution);
    }
}
