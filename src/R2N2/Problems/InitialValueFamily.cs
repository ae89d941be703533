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
}
