using System.Globalization;

namespace R2N2;

/// <summary>How an inner iteration generates its vector from a direction d = Σ_{l≤j} θ_{j,l} v_l.</summary>
public abstract class GenerationModule
{
    // Beyond that, f itself is cheaper.
    private const int HighestDegree = 8;

    private const string TaylorName = "Taylor ";

    private static readonly TaylorPolynomial[] _polynomials =
        [.. Enumerable.Range(2, HighestDegree - 1).Select(degree => new TaylorPolynomial(degree))];

    private GenerationModule(string name) => Name = name;

    /// <summary>v = P f(x + d). One evaluation of f.</summary>
    public static GenerationModule Evaluations { get; } = new ByEvaluation();

    /// <summary>v = P (f(x) + J(x)·d), the derivative exact, by forward differentiation of f.</summary>
    public static GenerationModule DirectionalDerivatives { get; } = new ByDirectionalDerivative();

    /// <summary>The name, as exported files carry it.</summary>
    public string Name { get; }

    /// <summary>The directional derivatives of f that a vector needs, or the evaluations of f.</summary>
    internal virtual int EvaluationsPerVector => 1;

    /// <summary>
    /// v = P (f(x) + J(x)·d + f''(x)[d, d]/2 + …), the Taylor polynomial of f about x: exact, by Taylor arithmetic on f. Between
    /// <see cref="DirectionalDerivatives"/>, which is degree 1, and <see cref="Evaluations"/>, which are all degrees.
    /// </summary>
    /// <param name="degree">The highest derivative of f, 1 to 8. It counts as so many evaluations of f.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degree is outside of 1 to 8.</exception>
    public static GenerationModule Taylor(int degree) => degree switch
    {
        1 => DirectionalDerivatives,
        > 1 and <= HighestDegree => _polynomials[degree - 2],
        _ => throw new ArgumentOutOfRangeException(
            nameof(degree), degree, $"The degree is {degree}; Taylor polynomials of f are of degree 1 to {HighestDegree}."),
    };

    /// <summary>The generation of a name.</summary>
    /// <param name="name"><c>Evaluations</c>, <c>DirectionalDerivatives</c>, or <c>Taylor 2</c> to <c>Taylor 8</c>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static GenerationModule Parse(string name) =>
        _polynomials.Prepend(DirectionalDerivatives).Prepend(Evaluations).FirstOrDefault(known => known.Name == name)
        ?? throw new ArgumentException(
            $"'{name}' is not a generation; known are {nameof(Evaluations)}, {nameof(DirectionalDerivatives)} and "
            + $"{_polynomials[0].Name} to {_polynomials[^1].Name}.",
            nameof(name));

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The next value of f, or of a polynomial in its place, that a vector is made of.</summary>
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

    private sealed class TaylorPolynomial(int degree) : GenerationModule(TaylorName + degree.ToString(CultureInfo.InvariantCulture))
    {
        internal override int EvaluationsPerVector => degree;

        internal override Expression Next(
            EquationFamily family, Expression x, Expression fx, Expression[] parameters, Expression direction) =>
            fx + Change(family, x, parameters, direction);

        internal override Expression Change(EquationFamily family, Expression x, Expression[] parameters, Expression direction)
        {
            Jet<Expression> series = family.Expand(ExpressionReader.Instance, x, direction, parameters, degree);
            Expression[] terms = [.. Enumerable.Range(1, degree).Select(series.At).OfType<Expression>()];
            return terms.Length == 0 ? 0 * direction : terms.Aggregate((sum, term) => sum + term);
        }
    }
}
