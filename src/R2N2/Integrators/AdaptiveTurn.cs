using static R2N2.Expression;

namespace R2N2;

/// <summary>Steps whose size follows the error estimate, written once as expressions: the solver and exported files read the same.</summary>
/// <remarks>Truth values are the numbers 0 and 1, counts are whole numbers, a negative status is that of an instance under way.</remarks>
internal sealed class AdaptiveTurn
{
    /// <summary>The status of an instance that is under way.</summary>
    public const double Running = -1;

    // Where an estimate is nearly 0, this bounds the next step size from above no less than the largest factor does.
    private const double SmallestError = 1e-10;
    private const double FactorAfterOverflow = 0.1;

    // How much of the step size follows the present error, and how much the one before.
    private const double ProportionalGain = 0.7;
    private const double IntegralGain = 0.4;
    private const double StepsAboveResolution = 16;

    private static readonly RecordedFunction _end = RecordEnd();

    private readonly StepInputs _inputs;
    private readonly AdaptiveOptions _options;
    private readonly double _exponent;
    private readonly double _resolution;
    private readonly RecordedFunction _start;
    private readonly RecordedFunction _next;

    /// <summary>Records the turn.</summary>
    /// <param name="inputs">The family, and a method with an embedded row.</param>
    /// <param name="options">The step control.</param>
    /// <param name="resolution">The relative spacing of floating-point numbers: 2⁻⁵² or 2⁻²³.</param>
    public AdaptiveTurn(StepInputs inputs, AdaptiveOptions options, double resolution)
    {
        _inputs = inputs;
        _options = options;
        _exponent = inputs.Tableau.EstimateExponent ?? inputs.Tableau.Stages;
        _resolution = StepsAboveResolution * resolution;
        _start = RecordStart();
        _next = RecordNext();
    }

    /// <summary>How an integration begins.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="t">t₀.</param>
    /// <param name="y">y₀, [m].</param>
    /// <param name="end">The end.</param>
    /// <param name="h">The step size that is tried first.</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    public (AdaptiveState<T> State, AdaptiveInstance<T> Instance) Start<T>(
        IReader<T> reader, T t, T y, T end, T h, IReadOnlyList<T> parameters)
        where T : class
    {
        T[] outputs = _start.Evaluate(reader, [t, y, end, h, .. parameters]);
        return (AdaptiveState<T>.Of(outputs), new AdaptiveInstance<T>(t, outputs[^1], parameters));
    }

    /// <summary>One try of a step.</summary>
    /// <remarks>
    /// A t₀ that is large beside the steps would swallow them in single precision; so it is added inside f only. A step that the
    /// elapsed time swallows is refused.
    /// </remarks>
    /// <param name="reader">The engine.</param>
    /// <param name="now">The state.</param>
    /// <param name="instance">What stays.</param>
    /// <param name="numbers">The method's numbers.</param>
    public AdaptiveState<T> Next<T>(IReader<T> reader, AdaptiveState<T> now, AdaptiveInstance<T> instance, IReadOnlyList<T> numbers)
        where T : class => AdaptiveState<T>.Of(_next.Evaluate(
            reader, [.. now.Values, instance.Start, instance.Span, .. instance.Parameters, .. numbers]));

    /// <summary>How an integration ends: the time reached, the end itself where it is completed, and the final status.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="last">The last state.</param>
    /// <param name="t">t₀.</param>
    /// <param name="end">The end.</param>
    public static (T Time, T Status) End<T>(IReader<T> reader, AdaptiveState<T> last, T t, T end)
        where T : class
    {
        T[] outputs = _end.Evaluate(reader, [last.Elapsed, last.Status, t, end]);
        return (outputs[0], outputs[1]);
    }

    private RecordedFunction RecordStart()
    {
        Expression t = Input("t", Shape.Scalar);
        Expression y = Input("y", Shape.Vector(_inputs.Family.StateSize));
        Expression end = Input("end", Shape.Scalar);
        Expression h = Input("h", Shape.Scalar);
        Expression v = _inputs.Derivative(t, y);
        Expression clean = Conditions.IsClean(Conditions.Poison([t, y, end, h, v, .. _inputs.Parameters]));
        Expression usable = SelectLess(0, h, Running, (double)IntegrationStatus.StepTooSmall);
        Expression status = Conditions.If(
            clean, SelectLess(t, end, usable, (double)IntegrationStatus.Completed), (double)IntegrationStatus.NotFinite);

        // Zeros and ones of every instance, since all variables have the batch axis.
        Expression zero = SelectLess(0, status, 0, 0);
        return new RecordedFunction(
            $"{_inputs.Family.Name} integration start",
            [t, y, end, h, .. _inputs.Parameters],
            [.. new AdaptiveState<Expression>(zero, y + zero, v + zero, h, zero + 1, zero, zero, status).Values, end - t]);
    }

    private RecordedFunction RecordNext()
    {
        var vector = Shape.Vector(_inputs.Family.StateSize);
        AdaptiveState<Expression> now = new(
            Input("elapsed", Shape.Scalar),
            Input("y", vector),
            Input("v", vector),
            Input("h", Shape.Scalar),
            Input("error", Shape.Scalar),
            Input("accepted", Shape.Scalar),
            Input("rejected", Shape.Scalar),
            Input("status", Shape.Scalar));
        Expression start = Input("t", Shape.Scalar);
        Expression span = Input("span", Shape.Scalar);

        Expression active = SelectLess(now.Status, Running / 2, 1, 0);
        Expression reachesEnd = SelectLess(now.StepSize, span - now.Elapsed, 0, 1);
        Expression size = Conditions.If(reachesEnd, span - now.Elapsed, now.StepSize);
        Expression reached = Conditions.If(reachesEnd, span, now.Elapsed + size);
        Expression moves = SelectLess(now.Elapsed, reached, 1, 0);
        IntegrationStep.Outcome<Expression> step = _inputs.Next(start + now.Elapsed, now.State, now.Stage, size);
        Expression next = step.Next;
        Expression error = Error(now.State, next, step.Estimate!);
        Expression clean = Conditions.IsClean(Conditions.Poison([next, step.LastStage, error]));
        Expression accept = Conditions.If(active, Conditions.If(clean, SelectLess(1, error, 0, moves), 0), 0);
        Expression stage = _inputs.Tableau.IsFirstSameAsLast ? step.LastStage : _inputs.Derivative(start + reached, next);
        Expression nextSize = size * Factor(Conditions.If(clean, error, 1), now.Error, clean, accept);

        Expression tooSmall = Conditions.If(moves, SelectLess(nextSize, _resolution * now.Elapsed, 1, 0), 1);
        Expression failed = Conditions.If(
            tooSmall,
            Conditions.If(clean, (double)IntegrationStatus.StepTooSmall, (double)IntegrationStatus.NotFinite),
            Running);
        Expression succeeded = Conditions.If(reachesEnd, (double)IntegrationStatus.Completed, Running);
        AdaptiveState<Expression> after = new(
            Conditions.If(accept, reached, now.Elapsed),
            Conditions.If(accept, next, now.State),
            Conditions.If(accept, stage, now.Stage),
            Conditions.If(active, nextSize, now.StepSize),
            Conditions.If(accept, Max(error, SmallestError), now.Error),
            now.Accepted + accept,
            now.Rejected + (active - accept),
            Conditions.If(active, Conditions.If(accept, succeeded, failed), now.Status));
        return new RecordedFunction(
            $"{_inputs.Family.Name} integration",
            [.. now.Values, start, span, .. _inputs.Parameters, .. _inputs.Numbers],
            after.Values);
    }

    // Inputs: elapsed time, status, t₀, the end. Outputs: the time reached, the final status.
    private static RecordedFunction RecordEnd()
    {
        Expression elapsed = Input("elapsed", Shape.Scalar);
        Expression status = Input("status", Shape.Scalar);
        Expression start = Input("t", Shape.Scalar);
        Expression end = Input("end", Shape.Scalar);
        Expression completed = SelectLess(Abs(status - (double)IntegrationStatus.Completed), 0.5, 1, 0);
        return new RecordedFunction(
            "integration end",
            [elapsed, status, start, end],
            [
                Conditions.If(completed, Max(start, end), start + elapsed),
                SelectLess(status, Running / 2, (double)IntegrationStatus.StepLimit, status),
            ]);
    }

    private Expression Error(Expression y, Expression next, Expression estimate)
    {
        Expression scale = _options.AbsoluteTolerance + (_options.RelativeTolerance * Max(Abs(y), Abs(next)));
        return Norm(estimate / scale) / Math.Sqrt(_inputs.Family.StateSize);
    }

    // From one step size to the next: by both errors where the step is accepted, by the present one where it is repeated.
    private Expression Factor(Expression error, Expression lastError, Expression clean, Expression accept)
    {
        Expression present = Max(error, SmallestError);
        Expression growth = _options.Safety
            * Pow(present, -ProportionalGain / _exponent) * Pow(lastError, IntegralGain / _exponent);
        Expression repeat = Min(_options.Safety * Pow(present, -1 / _exponent), 1);
        Expression bounded = Max(_options.SmallestFactor, Min(_options.LargestFactor, Conditions.If(accept, growth, repeat)));
        return Conditions.If(clean, bounded, FactorAfterOverflow);
    }
}
