namespace R2N2;

/// <summary>How an inner iteration generates its vector from a direction d = Σ_{l≤j} θ_{j,l} v_l.</summary>
public abstract class GenerationModule
{
    private GenerationModule(string name) => Name = name;

    /// <summary>v = f(x + d). One evaluation of f.</summary>
    public static GenerationModule Evaluations { get; } = new ByEvaluation();

    /// <summary>v = f(x) + J(x)·d, the derivative exact, by forward differentiation of f.</summary>
    public static GenerationModule DirectionalDerivatives { get; } = new ByDirectionalDerivative();

    /// <summary>The name, as exported files carry it.</summary>
    public string Name { get; }

    /// <summary>The generation of a name.</summary>
    /// <param name="name"><c>Evaluations</c> or <c>DirectionalDerivatives</c>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static GenerationModule Parse(string name) => name switch
    {
        nameof(Evaluations) => Evaluations,
        nameof(DirectionalDerivatives) => DirectionalDerivatives,
        _ => throw new ArgumentException(
            $"'{name}' is not a generation; known are {nameof(Evaluations)} and {nameof(DirectionalDerivatives)}.", nameof(name)),
    };

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The next vector.</summary>
    /// <param name="f">f; inputs: x, then the parameters.</param>
    /// <param name="arguments">x_k, then the parameters.</param>
    /// <param name="fx">f(x_k).</param>
    /// <param name="direction">d.</param>
    internal abstract Expression Next(RecordedFunction f, Expression[] arguments, Expression fx, Expression direction);

    /// <summary>J(x)·d; null where f does not change with x.</summary>
    /// <param name="f">f; inputs: x, then the parameters.</param>
    /// <param name="arguments">x, then the parameters.</param>
    /// <param name="direction">d.</param>
    internal static Expression? Derivative(RecordedFunction f, Expression[] arguments, Expression direction)
    {
        Dual<Expression>[] along =
            [new(arguments[0], direction), .. arguments[1..].Select(parameter => new Dual<Expression>(parameter))];
        return f.Evaluate(new DualReader<Expression>(ExpressionReader.Instance), along)[0].Tangent;
    }

    private sealed class ByEvaluation() : GenerationModule(nameof(Evaluations))
    {
        internal override Expression Next(RecordedFunction f, Expression[] arguments, Expression fx, Expression direction) =>
            f.Evaluate(ExpressionReader.Instance, [arguments[0] + direction, .. arguments[1..]])[0];
    }

    private sealed class ByDirectionalDerivative() : GenerationModule(nameof(DirectionalDerivatives))
    {
        internal override Expression Next(RecordedFunction f, Expression[] arguments, Expression fx, Expression direction)
        {
            Expression? derivative = Derivative(f, arguments, direction);
            return derivative is null ? fx : fx + derivative;
        }
    }
}
