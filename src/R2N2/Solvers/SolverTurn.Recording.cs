using static R2N2.Expression;

namespace R2N2;

internal sealed partial class SolverTurn
{
    private RecordedFunction RecordStart()
    {
        SolverPoint<Expression> start = RecordPoint("point");
        SolverNumbers<Expression> numbers = RecordNumbers();
        Expression target = Target(start.Norm, numbers);
        Expression status = Verdict(start.Norm, target, Running);
        SolverState<Expression> state = new(start.X, start.F, start.Norm, start.X, start.Norm, 0, 0, status, Fallback: start.X, Attempt: 0);
        return new RecordedFunction("solver start", [.. start.Values, .. numbers.Values], [.. Carried(state), target]);
    }

    private RecordedFunction RecordCheck()
    {
        Expression norm = Input("norm", Shape.Scalar);
        Expression status = Input("status", Shape.Scalar);
        Expression learned = Input("norm learned", Shape.Scalar);
        Expression target = Input("target", Shape.Scalar);
        SolverNumbers<Expression> numbers = RecordNumbers();
        Expression[] attempt = RecordAttempt();
        Expression bound = Max(norm * numbers.SafeguardRate, target);
        Expression failed = SelectLess(bound, learned, 1, SelectLess(learned, double.PositiveInfinity, 0, 1));
        return new RecordedFunction(
            "solver check",
            [norm, status, learned, target, .. numbers.Values, .. attempt],
            [WhileRunning(status, OrIsFree(attempt, failed), 0), bound]);
    }

    private RecordedFunction RecordUnguarded()
    {
        SolverState<Expression> now = RecordState();
        SolverPoint<Expression> point = RecordPoint("point");
        Expression target = Input("target", Shape.Scalar);
        SolverNumbers<Expression> numbers = RecordNumbers();
        Expression slow = Slow(now, point, numbers);
        Expression unfinished = Conditions.If(IsPatienceLost(slow), (double)SolveStatus.Stalled, Running);
        Expression better = IfKept(now.Status, SelectLess(point.Norm, now.BestNorm, 1, 0));
        SolverState<Expression> next = Reach(now, point, better, slow, Verdict(point.Norm, target, unfinished));
        return new RecordedFunction("solver turn", [.. Carried(now), .. point.Values, target, .. numbers.Values], Carried(next));
    }

    // An instance has failed where it is slow for too long, and where nothing is better: the next turn would be the same.
    private RecordedFunction RecordSafeguarded()
    {
        SolverState<Expression> now = RecordState();
        SolverPoint<Expression> point = RecordPoint("point");
        Expression roundingLevel = Input("rounding level", Shape.Scalar);
        Expression target = Input("target", Shape.Scalar);
        SolverNumbers<Expression> numbers = RecordNumbers();
        Expression slow = Slow(now, point, numbers);
        Expression fails = Fails(point.Norm, now.Norm, target, slow);
        Expression unfinished = Conditions.If(fails, Failure(SelectLess(point.Norm, roundingLevel, 1, 0)), Running);
        SolverState<Expression> next = Reach(now, point, IfKept(now.Status, 1), slow, Verdict(point.Norm, target, unfinished));
        return new RecordedFunction(
            "solver turn", [.. Carried(now), .. point.Values, roundingLevel, target, .. numbers.Values], Carried(next));
    }

    // Where an attempt fails follows the next one, but not at the limit or where rounding errors hold the instance up.
    private RecordedFunction RecordAttempts()
    {
        SolverState<Expression> now = RecordState();
        SolverPoint<Expression> point = RecordPoint("point");
        Expression roundingLevel = Input("rounding level", Shape.Scalar);
        SolverPoint<Expression> fallback = RecordPoint("fallback") with { X = now.Fallback! };
        Expression attempt = now.Attempt!;
        Expression target = Input("target", Shape.Scalar);
        SolverNumbers<Expression> numbers = RecordNumbers();

        Expression isFree = SafeguardAttempt.IsFree(attempt);
        Expression slow = Slow(now, point, numbers);
        Expression fails = Fails(point.Norm, Conditions.If(isFree, double.PositiveInfinity, now.Norm), target, slow);
        Expression isPrecise = Conditions.If(isFree, 0, SelectLess(point.Norm, roundingLevel, 1, 0));
        Expression isLimit = SelectLess(now.Iterations, _limit - 1.5, 0, 1);
        Expression hasNext = Conditions.And(
            SelectLess(fallback.Norm, double.PositiveInfinity, 1, 0), Conditions.Not(isPrecise), Conditions.Not(isLimit), Conditions.Not(SafeguardAttempt.IsLast(attempt)));
        Expression goesOn = Conditions.And(fails, hasNext);

        // The attempt without the safeguard ends at the best iterate, at the limit, too.
        Expression isBetter = SelectLess(point.Norm, fallback.Norm, 1, 0);
        SolverPoint<Expression> better = SolverPoints.If(isBetter, point, fallback);
        SolverPoint<Expression> reached = SolverPoints.If(
            isFree,
            SolverPoints.If(Conditions.Or(fails, isLimit), better, point),
            SolverPoints.If(goesOn, fallback, point));
        Expression unfinished = Conditions.If(Conditions.And(fails, Conditions.Not(goesOn)), Failure(isPrecise), Running);
        SolverState<Expression> next = Reach(
            now, reached, IfKept(now.Status, 1), Conditions.If(goesOn, 0, slow), Verdict(reached.Norm, target, unfinished));
        next = next with
        {
            Fallback = Conditions.If(Conditions.If(isFree, isBetter, goesOn), point.X, fallback.X),
            Attempt = attempt + goesOn,
        };
        return new RecordedFunction(
            "solver turn",
            [.. Carried(now), .. point.Values, roundingLevel, fallback.F, fallback.Norm, target, .. numbers.Values],
            Carried(next));
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
        Expression rate = IsSafeguarded ? Min(numbers.SafeguardRate, numbers.StallRate) : numbers.StallRate;
        Expression isOdd = SelectLess(smallest, learned, SelectLess(learned, Max(norm * rate, target), 0, 1), 1);
        Expression[] attempt = RecordAttempt();
        return new RecordedFunction(
            "odd turn",
            [norm, status, learned, smallest, target, .. numbers.Values, .. attempt],
            [WhileRunning(status, OrIsFree(attempt, isOdd), 0)]);
    }

    private RecordedFunction RecordOrdinary()
    {
        SolverState<Expression> now = RecordState();
        SolverPoint<Expression> learned = RecordPoint("point");
        Expression target = Input("target", Shape.Scalar);
        Expression verdict = SelectLess(target, learned.Norm, Running, (double)SolveStatus.Converged);
        Expression isBetter = IsSafeguarded ? 1 : SelectLess(learned.Norm, now.BestNorm, 1, 0);
        SolverState<Expression> next = Reach(now, learned, IfKept(now.Status, isBetter), 0, verdict);
        return new RecordedFunction("ordinary turn", [.. Carried(now), .. learned.Values, target], Carried(next));
    }

    private RecordedFunction RecordRemembered()
    {
        Expression attempt = Input("attempt", Shape.Scalar);
        Expression next = Input("next attempt", Shape.Scalar);
        Expression value = Input("value", _shape);
        Expression first = Input("first", _shape);
        return new RecordedFunction("remembered", [attempt, next, value, first], [Conditions.If(next - attempt, first, value)]);
    }

    // The state at a point. Instances that are done keep their results.
    private SolverState<Expression> Reach(
        SolverState<Expression> now, SolverPoint<Expression> point, Expression better, Expression slow, Expression verdict)
    {
        // No safeguard leads to a worse point: where it finds none that is better, it stays at the present one.
        bool always = IsSafeguarded && !_keepsDone;
        Expression bestX = always ? point.X : Conditions.If(better, point.X, now.BestX);
        Expression bestNorm = always ? point.Norm : Conditions.If(better, point.Norm, now.BestNorm);
        return new SolverState<Expression>(
            IsSafeguarded ? bestX : point.X,
            point.F,
            IsSafeguarded ? bestNorm : point.Norm,
            bestX,
            bestNorm,
            now.Iterations + IfKept(now.Status, 1),
            slow,
            WhileRunning(now.Status, verdict, now.Status),
            now.Fallback,
            now.Attempt);
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

    private static Expression Slow(SolverState<Expression> now, SolverPoint<Expression> point, SolverNumbers<Expression> numbers) =>
        SelectLess(now.Norm * numbers.StallRate, point.Norm, now.Slow + 1, 0);

    // Whether an attempt fails whose norm ought to be below isEnough; at the tolerance none does.
    private Expression Fails(Expression norm, Expression isEnough, Expression target, Expression slow) =>
        SelectLess(norm, isEnough, SelectLess(target, norm, IsPatienceLost(slow), 0), 1);

    private static Expression Failure(Expression isPrecise) =>
        Conditions.If(isPrecise, (double)SolveStatus.PrecisionLimit, (double)SolveStatus.Stalled);

    // All turns of the attempt without the safeguard are for it, so that it ends.
    private static Expression OrIsFree(Expression[] attempt, Expression condition) =>
        attempt is [Expression number] ? Conditions.If(SafeguardAttempt.IsFree(number), 1, condition) : condition;

    private Expression[] RecordAttempt() => _triesAgain ? [Input("attempt", Shape.Scalar)] : [];

    private Expression IsPatienceLost(Expression slow) => SelectLess(slow, _options.StallLimit, 0, 1);

    private Expression IfKept(Expression status, Expression change) => _keepsDone ? WhileRunning(status, change, 0) : change;

    private static Expression WhileRunning(Expression status, Expression then, Expression otherwise) =>
        SelectLess(status, 0, then, otherwise);

    private SolverNumbers<Expression> RecordNumbers() =>
        SolverNumber.Of(_options).Select(number => Input(number.Name, Shape.Scalar));

    private SolverState<Expression> RecordState() => StateOf<Expression>(Array.ConvertAll(
        Carried(SolverState<string>.Labels),
        label => Input(label, label is "x" or "f" or "best_x" or "fallback" ? _shape : Shape.Scalar)));

    private SolverPoint<Expression> RecordPoint(string name) =>
        new(Input($"{name} x", _shape), Input($"{name} f", _shape), Input($"{name} norm", Shape.Scalar));
}
