using static R2N2.Expression;

namespace R2N2;

/// <summary>
/// What an iteration with a tolerance decides, written once as expressions: who has converged, stalled or failed, which iterate
/// is the best, whose learned step the safeguard replaces. Exported files and every other engine read the same.
/// </summary>
internal sealed class SolverTurn
{
    /// <summary>The status of an instance that goes on.</summary>
    public const double Running = -1;

    private readonly SolverExportOptions _options;
    private readonly bool _keepsDone;
    private readonly Shape _shape;
    private readonly RecordedFunction _start;
    private readonly RecordedFunction _check;
    private readonly RecordedFunction _next;
    private readonly RecordedFunction _odd;
    private readonly RecordedFunction _ordinary;

    /// <summary>Records the decisions.</summary>
    /// <param name="unknowns">m.</param>
    /// <param name="options">Tolerances, stall rule, safeguard; with a tolerance.</param>
    /// <param name="keepsDone">
    /// Whether an instance that is done keeps its results while others go on; an engine that takes them away at once need not care.
    /// </param>
    public SolverTurn(int unknowns, SolverExportOptions options, bool keepsDone = true)
    {
        _keepsDone = keepsDone;
        _options = options;
        _shape = Shape.Vector(unknowns);
        _start = RecordStart();
        _check = RecordCheck();
        _next = RecordNext();
        _odd = RecordOdd();
        _ordinary = RecordOrdinary();
    }

    /// <summary>
    /// Whether the norm of an instance that goes on only falls, as a safeguard sees to it. Then its iterate is the best one, and
    /// stays where the instance ends.
    /// </summary>
    public bool IsMonotone => _options.Safeguard is not null;

    /// <summary>How an iteration begins.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="start">x₀; its norm is NaN where an input of the instance is not finite.</param>
    /// <param name="numbers">The numbers.</param>
    /// <returns>The state, and the norm at which each instance is done.</returns>
    public (SolverState<T> State, T Target) Start<T>(IReader<T> reader, SolverPoint<T> start, SolverNumbers<T> numbers)
        where T : class
    {
        T[] outputs = _start.Evaluate(reader, [.. start.Values, .. numbers.Values]);
        return (SolverState<T>.Of(outputs), outputs[^1]);
    }

    /// <summary>Whose learned step fails.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="now">Where the step began.</param>
    /// <param name="learned">The norm where it led.</param>
    /// <param name="target">The norm at which each instance is done.</param>
    /// <param name="numbers">The numbers.</param>
    /// <returns>1 where it fails, else 0, and the norm that would have been good enough.</returns>
    public (T Failed, T Bound) Check<T>(IReader<T> reader, SolverState<T> now, T learned, T target, SolverNumbers<T> numbers)
        where T : class
    {
        T[] outputs = _check.Evaluate(reader, [now.Norm, now.Status, learned, target, .. numbers.Values]);
        return (outputs[0], outputs[1]);
    }

    /// <summary>From one state to the next.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="now">The state.</param>
    /// <param name="point">Where the step led.</param>
    /// <param name="roundingLevel">The norm of f that rounding errors explain, 0 where it is not known.</param>
    /// <param name="target">The norm at which each instance is done.</param>
    /// <param name="numbers">The numbers.</param>
    public SolverState<T> Next<T>(
        IReader<T> reader, SolverState<T> now, SolverPoint<T> point, T roundingLevel, T target, SolverNumbers<T> numbers)
        where T : class => SolverState<T>.Of(_next.Evaluate(
            reader, [.. now.Values, .. point.Values, roundingLevel, target, .. numbers.Values]));

    /// <summary>
    /// Whose turn is odd. Most are ordinary: the learned step did what it should, at a norm that is easy to tell.
    /// </summary>
    /// <param name="reader">The engine.</param>
    /// <param name="now">Where the step began.</param>
    /// <param name="learned">The norm where it led.</param>
    /// <param name="smallest">A norm below which none is ordinary.</param>
    /// <param name="target">The norm at which each instance is done.</param>
    /// <param name="numbers">The numbers.</param>
    /// <returns>1 where the turn is odd, else 0.</returns>
    public T IsOdd<T>(IReader<T> reader, SolverState<T> now, T learned, T smallest, T target, SolverNumbers<T> numbers)
        where T : class => _odd.Evaluate(reader, [now.Norm, now.Status, learned, smallest, target, .. numbers.Values])[0];

    /// <summary>
    /// From one state to the next where no turn is odd: what <see cref="Next"/> says, for less, and without counting the slow
    /// iterations of instances that are done.
    /// </summary>
    /// <param name="reader">The engine.</param>
    /// <param name="now">The state.</param>
    /// <param name="learned">Where the learned step led.</param>
    /// <param name="target">The norm at which each instance is done.</param>
    public SolverState<T> NextOrdinary<T>(IReader<T> reader, SolverState<T> now, SolverPoint<T> learned, T target)
        where T : class => SolverState<T>.Of(_ordinary.Evaluate(reader, [.. now.Values, .. learned.Values, target]));

    private RecordedFunction RecordStart()
    {
        SolverPoint<Expression> start = RecordPoint();
        SolverNumbers<Expression> numbers = RecordNumbers();
        Expression target = Target(start.Norm, numbers);
        Expression status = Verdict(start.Norm, target, Running);
        SolverState<Expression> state = new(start.X, start.F, start.Norm, start.X, start.Norm, 0, 0, status);
        return new RecordedFunction("solver start", [.. start.Values, .. numbers.Values], [.. state.Values, target]);
    }

    private RecordedFunction RecordCheck()
    {
        Expression norm = Input("norm", Shape.Scalar);
        Expression status = Input("status", Shape.Scalar);
        Expression learned = Input("norm learned", Shape.Scalar);
        Expression target = Input("target", Shape.Scalar);
        SolverNumbers<Expression> numbers = RecordNumbers();
        Expression bound = Max(norm * numbers.SafeguardRate, target);
        Expression failed = SelectLess(bound, learned, 1, SelectLess(learned, double.PositiveInfinity, 0, 1));
        return new RecordedFunction(
            "solver check",
            [norm, status, learned, target, .. numbers.Values],
            [WhileRunning(status, failed, 0), bound]);
    }

    private RecordedFunction RecordNext()
    {
        SolverState<Expression> now = RecordState();
        SolverPoint<Expression> point = RecordPoint();
        Expression roundingLevel = Input("rounding level", Shape.Scalar);
        Expression target = Input("target", Shape.Scalar);
        SolverNumbers<Expression> numbers = RecordNumbers();

        Expression slow = SelectLess(now.Norm * numbers.StallRate, point.Norm, now.Slow + 1, 0);
        Expression stalled = SelectLess(
            point.Norm, roundingLevel, (double)SolveStatus.PrecisionLimit, (double)SolveStatus.Stalled);
        Expression unfinished = Conditions.If(HasStalled(point.Norm, now.Norm, slow), stalled, Running);
        Expression verdict = Verdict(point.Norm, target, unfinished);
        Expression better = IfKept(now.Status, SelectLess(point.Norm, now.BestNorm, 1, 0));
        SolverState<Expression> next = Reach(now, point, better, slow, verdict);
        return new RecordedFunction(
            "solver turn", [.. now.Values, .. point.Values, roundingLevel, target, .. numbers.Values], next.Values);
    }

    // Ordinary is what is neither for the safeguard nor slow.
    private RecordedFunction RecordOdd()
    {
        Expression norm = Input("norm", Shape.Scalar);
        Expression status = Input("status", Shape.Scalar);
        Expression learned = Input("norm learned", Shape.Scalar);
        Expression smallest = Input("smallest", Shape.Scalar);
        Expression target = Input("target", Shape.Scalar);
        SolverNumbers<Expression> numbers = RecordNumbers();
        Expression rate = _options.Safeguard is null ? numbers.StallRate : Min(numbers.SafeguardRate, numbers.StallRate);
        Expression isOdd = SelectLess(smallest, learned, SelectLess(learned, Max(norm * rate, target), 0, 1), 1);
        return new RecordedFunction(
            "odd turn", [norm, status, learned, smallest, target, .. numbers.Values], [WhileRunning(status, isOdd, 0)]);
    }

    private RecordedFunction RecordOrdinary()
    {
        SolverState<Expression> now = RecordState();
        SolverPoint<Expression> learned = RecordPoint();
        Expression target = Input("target", Shape.Scalar);
        Expression verdict = SelectLess(target, learned.Norm, Running, (double)SolveStatus.Converged);
        Expression isBetter = IsMonotone ? 1 : SelectLess(learned.Norm, now.BestNorm, 1, 0);
        SolverState<Expression> next = Reach(now, learned, IfKept(now.Status, isBetter), 0, verdict);
        return new RecordedFunction("ordinary turn", [.. now.Values, .. learned.Values, target], next.Values);
    }

    // The state at a point. Instances that are done keep their results.
    private SolverState<Expression> Reach(
        SolverState<Expression> now, SolverPoint<Expression> point, Expression better, Expression slow, Expression verdict)
    {
        // No safeguard leads to a worse point: where it finds none that is better, it stays at the present one.
        bool always = IsMonotone && !_keepsDone;
        Expression bestX = always ? point.X : Conditions.If(better, point.X, now.BestX);
        Expression bestNorm = always ? point.Norm : Conditions.If(better, point.Norm, now.BestNorm);
        return new SolverState<Expression>(
            IsMonotone ? bestX : point.X,
            point.F,
            IsMonotone ? bestNorm : point.Norm,
            bestX,
            bestNorm,
            now.Iterations + IfKept(now.Status, 1),
            slow,
            WhileRunning(now.Status, verdict, now.Status));
    }

    // max(absolute, relative · ‖f(x₀)‖), or the one of them that there is.
    private Expression Target(Expression initial, SolverNumbers<Expression> numbers)
    {
        Expression relative = initial * numbers.RelativeTolerance;
        return _options.RelativeTolerance is null ? numbers.AbsoluteTolerance
            : _options.AbsoluteTolerance is null ? relative
            : Max(relative, numbers.AbsoluteTolerance);
    }

    // The status of an instance by its norm; unfinished is what it is while neither end is reached.
    private static Expression Verdict(Expression norm, Expression target, Expression unfinished) => SelectLess(
        norm,
        double.PositiveInfinity,
        SelectLess(target, norm, unfinished, (double)SolveStatus.Converged),
        (double)SolveStatus.NotFinite);

    // Where even the safeguard finds nothing better, it never will: the next turn would be the same.
    private Expression HasStalled(Expression norm, Expression before, Expression slow)
    {
        Expression patienceLost = SelectLess(slow, _options.StallLimit, 0, 1);
        return _options.Safeguard is null ? patienceLost : SelectLess(norm, before, patienceLost, 1);
    }

    private Expression IfKept(Expression status, Expression change) => _keepsDone ? WhileRunning(status, change, 0) : change;

    private static Expression WhileRunning(Expression status, Expression then, Expression otherwise) =>
        SelectLess(status, 0, then, otherwise);

    private SolverNumbers<Expression> RecordNumbers() =>
        SolverNumber.Of(_options).Select(number => Input(number.Name, Shape.Scalar));

    private SolverState<Expression> RecordState() => new(
        Input("x", _shape),
        Input("f", _shape),
        Input("norm", Shape.Scalar),
        Input("best x", _shape),
        Input("best norm", Shape.Scalar),
        Input("iterations", Shape.Scalar),
        Input("slow in a row", Shape.Scalar),
        Input("status", Shape.Scalar));

    private SolverPoint<Expression> RecordPoint() =>
        new(Input("point x", _shape), Input("point f", _shape), Input("point norm", Shape.Scalar));
}
