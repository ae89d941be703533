namespace R2N2;

/// <summary>The steps that replace a learned one which failed, written once as expressions.</summary>
internal sealed class SafeguardSteps
{
    // A point counts as better where the norm falls by more than rounding errors may feign, in single precision too.
    private const double SufficientDecrease = 1.0 / 1024;

    private static readonly double[] _dampings = [0.5, 0.25, 0.125];
    private static readonly double[] _lengths = [1, 0.25, 0.0625, 0.015625];

    private readonly EquationFamily _family;
    private readonly Superstructure _superstructure;
    private readonly Expression[] _parameters;
    private readonly Candidate _now;
    private readonly Candidate _other;

    /// <summary>Prepares the steps.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The structure of the outer iteration.</param>
    public SafeguardSteps(EquationFamily family, Superstructure superstructure)
    {
        _family = family;
        _superstructure = superstructure;
        _parameters = family.RecordParameters();
        _now = Point("now");
        _other = Point("other");
    }

    private Expression[] Inputs =>
        [_now.X, _now.F, _now.Norm, _other.X, _other.F, _other.Norm, .. _parameters];

    /// <summary>
    /// Shorter steps. Inputs: x, f and norm now, and after the learned step, the parameters. Outputs: x, f and norm of the
    /// best point, which is the present one where no other is better.
    /// </summary>
    public RecordedFunction RecordDamping()
    {
        Candidate best = Better(_now, _other);
        Expression step = _other.X - _now.X;
        foreach (double damping in _dampings)
        {
            best = Better(best, At(_now.X + (damping * step)));
        }

        return new RecordedFunction($"{_family.Name} damping", Inputs, [best.X, best.F, best.Norm]);
    }

    /// <summary>
    /// The minimal residual step. Inputs: x, f and norm now, and at the best point so far, the parameters, the coefficients.
    /// Outputs: x, f and norm of the best point.
    /// </summary>
    /// <param name="resolution">The relative spacing of floating-point numbers: 2⁻⁵² or 2⁻²³.</param>
    public RecordedFunction RecordMinimalResidual(double resolution)
    {
        Expression[] theta = CoefficientTable.Record(_superstructure.InnerIterations);
        Expression[] vectors = new OuterIteration(_family, _superstructure)
            .Step(ExpressionReader.Instance, _now.X, _now.F, _parameters, theta).Vectors;
        MinimalResidual minimal = new(_family, _now.X, _parameters, resolution);
        Expression step = minimal.Step(_now.F, vectors);
        Candidate best = _other;
        foreach (double length in _lengths)
        {
            best = Better(best, At(_now.X + (length * step)));
        }

        return new RecordedFunction($"{_family.Name} minimal residual", [.. Inputs, .. theta], [best.X, best.F, best.Norm]);
    }

    private Candidate Better(Candidate best, Candidate other)
    {
        Expression bar = Expression.Min(best.Norm, (1 - SufficientDecrease) * _now.Norm);
        Expression better = Expression.SelectLess(other.Norm, bar, 1, 0);
        return new Candidate(
            Conditions.If(better, other.X, best.X), Conditions.If(better, other.F, best.F), Conditions.If(better, other.Norm, best.Norm));
    }

    private Candidate At(Expression x)
    {
        Expression f = _family.Evaluate(ExpressionReader.Instance, x, _parameters);
        return new Candidate(x, f, Expression.Norm(f) + Conditions.Poison(x));
    }

    private Candidate Point(string name) => new(
        Expression.Input($"x {name}", Shape.Vector(_family.StateSize)),
        Expression.Input($"f {name}", Shape.Vector(_family.StateSize)),
        Expression.Input($"norm {name}", Shape.Scalar));
}
