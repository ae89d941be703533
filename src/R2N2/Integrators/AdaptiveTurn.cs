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

    private readonly StepInputs _inputs;
    private readonly AdaptiveOptions _options;
    private readonly double _exponent;
    private readonly double _resolution;

    /// <summary>Prepares the turn.</summary>
    /// <param name="inputs">The family, and a method with an embedded row.</param>
    /// <param name="options">The step control.</param>
    /// <param name="resolution">The relative spacing of floating-point numbers: 2⁻⁵² or 2⁻²³.</param>
    public AdaptiveTurn(StepInputs inputs, AdaptiveOptions options, double resolution)
    {
        _inputs = inputs;
        _options = options;
        _exponent = inputs.Tableau.EstimateExponent ?? inputs.Tableau.Stages;
        _resolution = StepsAboveResolution * resolution;
    }

    /// <summary>
    /// How an integration begins. Inputs: t₀, y, the end, h, the parameters. Outputs: the variables of <see cref="Record"/>, and
    /// the time from t₀ to the end.
    /// </summary>
    public RecordedFunction RecordStart()
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
            [zero, y + zero, v + zero, h, zero + 1, zero, zero, status, end - t]);
    }

    /// <summary>
    /// One try of a step. Inputs: the time elapsed since t₀, y, v = f(t, y), h, the last error, accepted and rejected steps,
    /// status; t₀, the time from there to the end, the parameters, the method's numbers. Outputs: the first eight after the try.
    /// </summary>
    /// <remarks>
    /// A t₀ that is large beside the steps would swallow them in single precision; so it is added inside f only. A step that the
    /// elapsed time swallows is refused.
    /// </remarks>
    public RecordedFunction Record()
    {
        Expression elapsed = Input("elapsed", Shape.Scalar);
        Expression y = Input("y", Shape.Vector(_inputs.Family.StateSize));
        Expression v = Input("v", y.Shape);
        Expression h = Input("h", Shape.Scalar);
        Expression lastError = Input("error", Shape.Scalar);
        Expression accepted = Input("accepted", Shape.Scalar);
        Expression rejected = Input("rejected", Shape.Scalar);
        Expression status = Input("status", Shape.Scalar);
        Expression start = Input("t", Shape.Scalar);
        Expression span = Input("span", Shape.Scalar);

        Expression active = SelectLess(status, Running / 2, 1, 0);
        Expression reachesEnd = SelectLess(h, span - elapsed, 0, 1);
        Expression size = Conditions.If(reachesEnd, span - elapsed, h);
        Expression reached = Conditions.If(reachesEnd, span, elapsed + size);
        Expression moves = SelectLess(elapsed, reached, 1, 0);
        IntegrationStep.Outcome<Expression> step = _inputs.Next(start + elapsed, y, v, size);
        Expression next = step.Next;
        Expression error = Error(y, next, step.Estimate!);
        Expression clean = Conditions.IsClean(Conditions.Poison([next, step.LastStage, error]));
        Expression accept = Conditions.If(active, Conditions.If(clean, SelectLess(1, error, 0, moves), 0), 0);
        Expression vector = _inputs.Tableau.IsFirstSameAsLast ? step.LastStage : _inputs.Derivative(start + reached, next);
        Expression nextSize = size * Factor(Conditions.If(clean, error, 1), lastError, clean, accept);

        Expression tooSmall = Conditions.If(moves, SelectLess(nextSize, _resolution * elapsed, 1, 0), 1);
        Expression failed = Conditions.If(
            tooSmall,
            Conditions.If(clean, (double)IntegrationStatus.StepTooSmall, (double)IntegrationStatus.NotFinite),
            Running);
        Expression succeeded = Conditions.If(reachesEnd, (double)IntegrationStatus.Completed, Running);
        return new RecordedFunction(
            $"{_inputs.Family.Name} integration",
            [elapsed, y, v, h, lastError, accepted, rejected, status, start, span, .. _inputs.Parameters, .. _inputs.Numbers],
            [
                Conditions.If(accept, reached, elapsed),
                Conditions.If(accept, next, y),
                Conditions.If(accept, vector, v),
                Conditions.If(active, nextSize, h),
                Conditions.If(accept, Max(error, SmallestError), lastError),
                accepted + accept,
                rejected + (active - accept),
                Conditions.If(active, Conditions.If(accept, succeeded, failed), status),
            ]);
    }

    /// <summary>The time reached, the end itself where the integration is completed. Inputs: elapsed time, status, t₀, the end.</summary>
    public static RecordedFunction RecordEnd()
    {
        Expression elapsed = Input("elapsed", Shape.Scalar);
        Expression status = Input("status", Shape.Scalar);
        Expression start = Input("t", Shape.Scalar);
        Expression end = Input("end", Shape.Scalar);
        Expression completed = SelectLess(Abs(status - (double)IntegrationStatus.Completed), 0.5, 1, 0);
        return new RecordedFunction(
            "time reached", [elapsed, status, start, end], [Conditions.If(completed, Max(start, end), start + elapsed)]);
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
