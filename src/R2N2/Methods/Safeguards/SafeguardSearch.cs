namespace R2N2;

/// <summary>
/// The search for a step that replaces a learned one which failed, written once: expressions, and between them f at all
/// candidates at once.
/// </summary>
/// <remarks>
/// Of points where ‖f‖ falls, the one with the smallest ‖P f‖ is the best, P being that of the present point: Newton's natural level
/// function (Deuflhard, Newton Methods for Nonlinear Problems, 2004, section 3.3), which does not change with the units of f.
/// </remarks>
internal sealed class SafeguardSearch
{
    // A point above the bound counts as better where the norm falls by more than rounding errors may feign.
    private const double SufficientDecrease = 1.0 / 16384;
    private const double SufficientRoundingErrors = 8192;

    // ‖f‖ is of the size of rounding errors where x, in error by so many units in the last place, would explain it.
    private const double RoundingErrors = 8;

    private static readonly double[] _dampings = [0.5, 0.25, 0.125];
    private static readonly double[] _lengths = [1, 1.0 / 4, 1.0 / 16, 1.0 / 64, 1.0 / 512, 1.0 / 4096];

    private readonly MinimalResidual _minimalResidual;
    private readonly ResidualNorm _norm;
    private readonly RecordedFunction _candidates;
    private readonly RecordedFunction? _levels;
    private readonly RecordedFunction _choice;

    /// <summary>Records the search.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The structure of the learned step, with P.</param>
    /// <param name="resolution">The relative spacing of floating-point numbers: 2⁻⁵² or 2⁻²³.</param>
    public SafeguardSearch(EquationFamily family, Superstructure superstructure, double resolution)
    {
        var shape = Shape.Vector(family.StateSize);
        _minimalResidual = new MinimalResidual(family.StateSize, resolution);
        _norm = new ResidualNorm(family.StateSize);
        _candidates = RecordCandidates(shape, resolution);
        _levels = superstructure.Preconditioner == Preconditioner.None ? null : RecordLevels(family, superstructure.Preconditioner);
        _choice = RecordChoice(shape, _levels is not null, SafeguardAttempt.TriesAgain(superstructure), Decrease(resolution));
    }

    private static int Candidates => 1 + _dampings.Length + _lengths.Length;

    /// <summary>The part by which the norm falls at least where a point that is not good enough is better.</summary>
    /// <param name="resolution">The relative spacing of floating-point numbers.</param>
    public static double Decrease(double resolution) => Math.Max(SufficientDecrease, SufficientRoundingErrors * resolution);

    /// <summary>The evaluations of f, and products with its derivative, of a search.</summary>
    /// <param name="superstructure">The structure of the learned step.</param>
    /// <param name="unknowns">m.</param>
    public static int Evaluations(Superstructure superstructure, int unknowns) =>
        Math.Min(superstructure.InnerIterations, MinimalResidual.MostVectors) + 1 + Candidates
        + superstructure.Preconditioner.Evaluations(unknowns, 1);

    /// <summary>Searches, by any engine.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="now">Where the step began.</param>
    /// <param name="learned">Where the learned step led.</param>
    /// <param name="bound">The norm that is good enough.</param>
    /// <param name="fallback">Where the instance goes on if its attempt fails, [m]; null where there are no further attempts.</param>
    /// <param name="attempt">The number of its attempt, likewise.</param>
    /// <param name="vectors">v_1 … v_n, as the learned step generated them.</param>
    public SafeguardOutcome<T> Search<T>(
        ISafeguardEngine<T> engine, SolverPoint<T> now, SolverPoint<T> learned, T bound, T? fallback, T? attempt, T[] vectors)
        where T : class
    {
        IReader<T> reader = engine.Reader;
        (T step, T stretch) = _minimalResidual.Of(engine, now.X, now.F, vectors);
        T[] outputs = _candidates.Evaluate(reader, [now.X, learned.X, step, stretch]);
        (T roundingLevel, T[] points) = (outputs[0], fallback is null ? outputs[1..] : [.. outputs[1..], fallback]);
        T x = engine.Stack(points);
        T f = engine.Evaluate(x);
        T norms = _norm.Of(reader, x, f);
        SolverPoint<T>[] found = [learned, .. points.Select((point, i) => new SolverPoint<T>(point, engine.Part(f, i), engine.Part(norms, i)))];
        SolverPoint<T>[] candidates = found[..Candidates];
        T[] levels = _levels?.Evaluate(reader, [now.X, .. engine.Parameters, .. candidates.Select(candidate => candidate.F)]) ?? [];
        T[] best = _choice.Evaluate(
            reader,
            [.. now.Values, bound, .. candidates.SelectMany(candidate => candidate.Values), .. levels, .. attempt is null ? Array.Empty<T>() : [attempt]]);
        return new SafeguardOutcome<T>(SolverPoint<T>.Of(best), roundingLevel, fallback is null ? null : found[^1]);
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

    // Inputs: x now, the parameters, f at every candidate. Outputs: ‖P f‖ there.
    private static RecordedFunction RecordLevels(EquationFamily family, Preconditioner preconditioner)
    {
        Expression x = Expression.Input("x", Shape.Vector(family.StateSize));
        Expression[] parameters = family.RecordParameters();
        Expression[] values = [.. Enumerable.Range(1, Candidates - 1).Prepend(0).Select(i => Expression.Input($"f {i}", x.Shape))];
        Expression directions = preconditioner.At(family, x, parameters)(Expression.Stack(values));
        return new RecordedFunction(
            "levels", [x, .. parameters, .. values], [.. values.Select((_, i) => Expression.Norm(directions[i]))]);
    }

    // Inputs: the present point, the bound, the candidates, the learned one first, their levels where these are not the norms, and the number
    // of the attempt where there are several. Output: the best point. Damped steps are enough where one of them, or the learned one, meets
    // the bound. The second attempt takes the learned one.
    private static RecordedFunction RecordChoice(Shape shape, bool hasLevels, bool triesAgain, double decrease)
    {
        SolverPoint<Expression> now = Point("now", shape);
        Expression bound = Expression.Input("bound", Shape.Scalar);
        (SolverPoint<Expression> Point, Expression Level)[] candidates =
        [
            .. Enumerable.Range(0, Candidates).Select(i => Point($"{i}", shape)).Select(
                (point, i) => (point, hasLevels ? Expression.Input($"level {i}", Shape.Scalar) : point.Norm)),
        ];

        (SolverPoint<Expression> Point, Expression Level) Better(
            (SolverPoint<Expression> Point, Expression Level) best, (SolverPoint<Expression> Point, Expression Level) other)
        {
            Expression norm = other.Point.Norm;
            Expression falls = Expression.SelectLess(norm, (1 - decrease) * now.Norm, 1, 0);
            Expression isEnough = Expression.SelectLess(norm, double.PositiveInfinity, Expression.SelectLess(bound, norm, falls, 1), 0);
            Expression isBetter = Expression.SelectLess(other.Level, best.Level, isEnough, 0);
            SolverPoint<Expression> point = SolverPoints.If(isBetter, other.Point, best.Point);
            return (point, hasLevels ? Conditions.If(isBetter, other.Level, best.Level) : point.Norm);
        }

        (SolverPoint<Expression> Point, Expression Level) shorter =
            candidates[..(1 + _dampings.Length)].Aggregate((now, hasLevels ? double.PositiveInfinity : now.Norm), Better);
        SolverPoint<Expression> best = SolverPoints.If(
            Expression.SelectLess(bound, shorter.Point.Norm, 0, 1),
            shorter.Point,
            candidates[(1 + _dampings.Length)..].Aggregate(shorter, Better).Point);
        Expression[] inputs =
        [
            .. now.Values, bound, .. candidates.SelectMany(candidate => candidate.Point.Values),
            .. hasLevels ? candidates.Select(candidate => candidate.Level) : [],
        ];
        Expression attempt = Expression.Input("attempt", Shape.Scalar);
        return triesAgain
            ? new RecordedFunction(
                "choice", [.. inputs, attempt], SolverPoints.If(SafeguardAttempt.IsFree(attempt), candidates[0].Point, best).Values)
            : new RecordedFunction("choice", inputs, best.Values);
    }

    private static SolverPoint<Expression> Point(string name, Shape shape) => new(
        Expression.Input($"x {name}", shape), Expression.Input($"f {name}", shape), Expression.Input($"norm {name}", Shape.Scalar));
}
