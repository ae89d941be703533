namespace R2N2;

/// <summary>
/// The search for a step that replaces a learned one which failed, written once: expressions, and between them f at all
/// candidates at once.
/// </summary>
internal sealed class SafeguardSearch
{
    // A point above the bound counts as better where the norm falls by more than rounding errors may feign, in single precision too.
    private const double SufficientDecrease = 1.0 / 1024;

    // ‖f‖ is of the size of rounding errors where x, in error by so many units in the last place, would explain it.
    private const double RoundingErrors = 8;

    private static readonly double[] _dampings = [0.5, 0.25, 0.125];
    private static readonly double[] _lengths = [1, 0.25, 0.0625, 0.015625];

    private readonly MinimalResidual _minimalResidual;
    private readonly ResidualNorm _norm;
    private readonly RecordedFunction _candidates;
    private readonly RecordedFunction _choice;

    /// <summary>Records the search.</summary>
    /// <param name="unknowns">m.</param>
    /// <param name="resolution">The relative spacing of floating-point numbers: 2⁻⁵² or 2⁻²³.</param>
    public SafeguardSearch(int unknowns, double resolution)
    {
        var shape = Shape.Vector(unknowns);
        _minimalResidual = new MinimalResidual(unknowns, resolution);
        _norm = new ResidualNorm(unknowns);
        _candidates = RecordCandidates(shape, resolution);
        _choice = RecordChoice(shape);
    }

    /// <summary>The evaluations of f, and products with its derivative, of a search.</summary>
    /// <param name="vectors">n, the vectors that the learned step generated.</param>
    public static int Evaluations(int vectors) => Math.Min(vectors, MinimalResidual.MostVectors) + 1 + _dampings.Length + _lengths.Length;

    /// <summary>Searches, by any engine.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="now">Where the step began.</param>
    /// <param name="learned">Where the learned step led.</param>
    /// <param name="bound">The norm that is good enough.</param>
    /// <param name="vectors">v_1 … v_n, as the learned step generated them.</param>
    /// <returns>
    /// The best point, which is the present one where no other is better, and the norm of f at the present one that
    /// rounding errors explain.
    /// </returns>
    public (SolverPoint<T> Best, T RoundingLevel) Search<T>(
        ISafeguardEngine<T> engine, SolverPoint<T> now, SolverPoint<T> learned, T bound, T[] vectors)
        where T : class
    {
        IReader<T> reader = engine.Reader;
        (T step, T stretch) = _minimalResidual.Of(engine, now.X, now.F, vectors);
        T[] outputs = _candidates.Evaluate(reader, [now.X, learned.X, step, stretch]);
        (T roundingLevel, T[] points) = (outputs[0], outputs[1..]);
        T x = engine.Stack(points);
        T f = engine.Evaluate(x);
        T norms = _norm.Of(reader, x, f);
        IEnumerable<T> candidates = points.SelectMany((point, i) => new[] { point, engine.Part(f, i), engine.Part(norms, i) });
        T[] best = _choice.Evaluate(reader, [.. now.Values, .. learned.Values, bound, .. candidates]);
        return (SolverPoint<T>.Of(best), roundingLevel);
    }

    // Inputs: x now and after the learned step, the minimal residual step, how J stretches relative changes of x. Outputs: the rounding level, then
    // the candidates.
    private static RecordedFunction RecordCandidates(Shape shape, double resolution)
    {
        Expression x = Expression.Input("x", shape);
        Expression learned = Expression.Input("x learned", shape);
        Expression minimal = Expression.Input("step", shape);
        Expression stretch = Expression.Input("stretch", Shape.Scalar);
        Expression damped = learned - x;
        return new RecordedFunction(
            "candidates",
            [x, learned, minimal, stretch],
            [
                RoundingErrors * resolution * stretch * Expression.Sum(Expression.Abs(x)),
                .. _dampings.Select(damping => x + (damping * damped)),
                .. _lengths.Select(length => x + (length * minimal)),
            ]);
    }

    // Inputs: the present point, the learned one, the bound, the candidates. Output: the best point. Damped steps are enough
    // where one of them, or the learned one, meets the bound.
    private static RecordedFunction RecordChoice(Shape shape)
    {
        SolverPoint<Expression> now = Point("now", shape);
        SolverPoint<Expression> learned = Point("learned", shape);
        Expression bound = Expression.Input("bound", Shape.Scalar);
        SolverPoint<Expression>[] damped = [.. _dampings.Select((_, i) => Point($"damped {i + 1}", shape))];
        SolverPoint<Expression>[] minimal = [.. _lengths.Select((_, i) => Point($"minimal {i + 1}", shape))];

        SolverPoint<Expression> Better(SolverPoint<Expression> best, SolverPoint<Expression> other)
        {
            Expression falls = Expression.SelectLess(other.Norm, (1 - SufficientDecrease) * now.Norm, 1, 0);
            Expression isEnough = Expression.SelectLess(bound, other.Norm, falls, 1);
            return Where(Expression.SelectLess(other.Norm, best.Norm, isEnough, 0), other, best);
        }

        SolverPoint<Expression> shorter = damped.Aggregate(Better(now, learned), Better);
        SolverPoint<Expression> best = Where(
            Expression.SelectLess(bound, shorter.Norm, 0, 1), shorter, minimal.Aggregate(shorter, Better));
        return new RecordedFunction(
            "choice",
            [.. now.Values, .. learned.Values, bound, .. damped.Concat(minimal).SelectMany(point => point.Values)],
            best.Values);
    }

    private static SolverPoint<Expression> Where(Expression condition, SolverPoint<Expression> then, SolverPoint<Expression> otherwise) => new(
        Conditions.If(condition, then.X, otherwise.X),
        Conditions.If(condition, then.F, otherwise.F),
        Conditions.If(condition, then.Norm, otherwise.Norm));

    private static SolverPoint<Expression> Point(string name, Shape shape) => new(
        Expression.Input($"x {name}", shape), Expression.Input($"f {name}", shape), Expression.Input($"norm {name}", Shape.Scalar));
}
