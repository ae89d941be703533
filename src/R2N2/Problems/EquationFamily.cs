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
        : base(name, stateSize, parameters)
    {
        InitialGuess = initialGuess;
        Parameter state = new(initialGuess.Name ?? InitialGuess.DefaultName, stateSize);
        Inputs = initialGuess.Name is null ? Parameters : [state, .. Parameters];
        RequireDistinctNames(SolverOutputs.Names);
        if (initialGuess.Name is null)
        {
            _ = initialGuess.Values(stateSize);
        }

        Expression x = Expression.Input("x", state.Shape);
        Expression[] values = [.. Parameters.Select(parameter => Expression.Input(parameter.Name, parameter.Shape))];
        Expression f = residual(x, new InstanceParameters(values))
            ?? throw new ArgumentException($"f of the family '{name}' returned null; it must return a vector [{stateSize}].");
        if (!f.Shape.Equals(x.Shape))
        {
            throw new ArgumentException(
                $"f of the family '{name}' returns a {f.Shape}; it must return as many numbers as there are unknowns, a {x.Shape}.");
        }

        Residual = new RecordedFunction(name, [x, .. values], [f]) { Scope = "f" };
        if (!Residual.DependsOn(x))
        {
            throw new ArgumentException($"f of the family '{name}' does not use the unknowns x; it must depend on them.");
        }
    }

    /// <summary>Where the iteration starts.</summary>
    public InitialGuess InitialGuess { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Inputs { get; }

    /// <summary>f as recorded; inputs: x, then the parameters; output: the residual.</summary>
    public RecordedFunction Residual { get; }

    /// <summary>The same equations with another start.</summary>
    /// <param name="initialGuess">Where the iteration starts.</param>
    /// <exception cref="ArgumentException">
    /// A constant guess has another number of unknowns, or the name of a given one is taken by a parameter.
    /// </exception>
    public EquationFamily WithInitialGuess(InitialGuess initialGuess)
    {
        ArgumentNullException.ThrowIfNull(initialGuess);
        return new EquationFamily(
            Name,
            StateSize,
            Parameters,
            (x, p) => Residual.Evaluate(ExpressionReader.Instance, [x, .. Parameters.Select(parameter => p[parameter.Name])])[0],
            initialGuess);
    }
}
