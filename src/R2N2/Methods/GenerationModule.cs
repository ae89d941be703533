namespace R2N2;

/// <summary>How an inner iteration generates its vector from a direction d = Σ_{l≤j} θ_{j,l} v_l.</summary>
public abstract class GenerationModule
{
    private GenerationModule(string name) => Name = name;

    /// <summary>v = P f(x + d). One evaluation of f.</summary>
    public static GenerationModule Evaluations { get; } = new ByEvaluation();

    /// <summary>v = P (f(x) + J(x)·d), the derivative exact, by forward differentiation of f.</summary>
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

    /// <summary>The next value of f, or of its linearisation, that a vector is made of.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="x">x_k.</param>
    /// <param name="fx">f(x_k).</param>
    /// <param name="parameters">The family's parameters.</param>
    /// <param name="direction">d.</param>
    internal abstract Expression Next(
        EquationFamily family, Expression x, Expression fx, Expression[] parameters, Expression direction);

    /// <summary>That value less f(x_k), where it is known without a difference of two values of f; else null.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="x">x_k.</param>
    /// <param name="parameters">The family's parameters.</param>
    /// <param name="direction">d.</param>
    internal virtual Expression? Change(EquationFamily family, Expression x, Expression[] parameters, Expression direction) => null;

    private sealed class ByEvaluation() : GenerationModule(nameof(Evaluations))
    {
        internal override Expression Next(
            EquationFamily family, Expression x, Expression fx, Expression[] parameters, Expression direction) =>
            family.Evaluate(ExpressionReader.Instance, x + direction, parameters);
    }

    private sealed class ByDirectionalDerivative() : GenerationModule(nameof(DirectionalDerivatives))
    {
        internal override Expression Next(
            EquationFamily family, Expression x, Expression fx, Expression[] parameters, Expression direction) =>
            fx + Change(family, x, parameters, direction);

        internal override Expression Change(EquationFamily family, Expression x, Expression[] parameters, Expression direction) =>
            family.Differentiate(ExpressionReader.Instance, x, direction, parameters);
    }
}
