namespace R2N2;

/// <summary>
/// What an iteration with a tolerance decides, written once as expressions: who has converged, stalled or failed, which iterate
/// is the best, whose learned step the safeguard replaces. Exported files and every other engine read the same.
/// </summary>
internal sealed partial class SolverTurn
{
    /// <summary>The status of an instance that goes on.</summary>
    public const double Running = -1;

    private readonly SolverExportOptions _options;
    private readonly int _limit;
    private readonly bool _triesAgain;
    private readonly bool _keepsDone;
    private readonly Shape _shape;
    private readonly RecordedFunction _start;
    private readonly RecordedFunction _check;
    private readonly RecordedFunction _next;
    private readonly RecordedFunction _odd;
    private readonly RecordedFunction _ordinary;
    private readonly RecordedFunction? _remembered;

    /// <summary>Records the decisions.</summary>
    /// <param name="unknowns">m.</param>
    /// <param name="options">Tolerances, stall rule, safeguard; with a tolerance.</param>
    /// <param name="limit">The most turns.</param>
    /// <param name="triesAgain">Whether there are further attempts with a safeguard, <see cref="SafeguardAttempt.TriesAgain"/>.</param>
    /// <param name="keepsDone">
    /// Whether an instance that is done keeps its results while others go on; an engine that takes them away at once need not care.
    /// </param>
    public SolverTurn(int unknowns, SolverExportOptions options, int limit, bool triesAgain, bool keepsDone = true)
    {
        _keepsDone = keepsDone;
        _options = options;
        _limit = limit;
        _triesAgain = triesAgain && IsSafeguarded;
        _shape = Shape.Vector(unknowns);
        _start = RecordStart();
        _check = RecordCheck();
        _next = _triesAgain ? RecordAttempts() : IsSafeguarded ? RecordSafeguarded() : RecordUnguarded();
        _odd = RecordOdd();
        _ordinary = RecordOrdinary();
        _remembered = _triesAgain ? RecordRemembered() : null;
    }

    /// <summary>Whether there is a safeguard. Then an instance ends at its best iterate, and the best one need not be carried along.</summary>
    public bool IsSafeguarded => _options.Safeguard is not null;

    /// <summary>What there is of a state, in order.</summary>
    /// <param name="state">The state.</param>
    public T[] Carried<T>(SolverState<T> state)
        where T : class =>
        _triesAgain ? state.ValuesOfAttempts : IsSafeguarded ? state.ValuesOfSafeguarded : state.ValuesOfUnguarded;

    /// <summary>The state of its values, in the order of <see cref="Carried"/>.</summary>
    /// <param name="values">The values.</param>
    public SolverState<T> StateOf<T>(ReadOnlySpan<T> values)
        where T : class =>
        _triesAgain ? SolverState<T>.OfAttempts(values)
        : IsSafeguarded ? SolverState<T>.OfSafeguarded(values)
        : SolverState<T>.OfUnguarded(values);

    /// <summary>How an iteration begins.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="start">x₀; its norm is NaN where an input of the instance is not finite.</param>
    /// <param name="numbers">The numbers.</param>
    /// <returns>The state, and the norm at which each instance is done.</returns>
    public (SolverState<T> State, T Target) Start<T>(IReader<T> reader, SolverPoint<T> start, SolverNumbers<T> numbers)
        where T : class
    {
        T[] outputs = _start.Evaluate(reader, [.. start.Values, .. numbers.Values]);
        return (StateOf<T>(outputs), outputs[^1]);
    }

    /// <summary>Whose learned step is for the safeguard.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="now">Where the step began.</param>
    /// <param name="learned">The norm where it led.</param>
    /// <param name="target">The norm at which each instance is done.</param>
    /// <param name="numbers">The numbers.</param>
    /// <returns>1 where it is, else 0, and the norm that would have been good enough.</returns>
    public (T Failed, T Bound) Check<T>(IReader<T> reader, SolverState<T> now, T learned, T target, SolverNumbers<T> numbers)
        where T : class
    {
        T[] outputs = _check.Evaluate(reader, [now.Norm, now.Status, learned, target, .. numbers.Values, .. AttemptOf(now)]);
        return (outputs[0], outputs[1]);
    }

    /// <summary>From one state to the next, without a safeguard.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="now">The state.</param>
    /// <param name="learned">Where the step led.</param>
    /// <param name="target">The norm at which each instance is done.</param>
    /// <param name="numbers">The numbers.</param>
    public SolverState<T> Next<T>(IReader<T> reader, SolverState<T> now, SolverPoint<T> learned, T target, SolverNumbers<T> numbers)
        where T : class => StateOf<T>(_next.Evaluate(reader, [.. Carried(now), .. learned.Values, target, .. numbers.Values]));

    /// <summary>From one state to the next, with a safeguard.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="now">The state.</param>
    /// <param name="found">What the safeguard found.</param>
    /// <param name="target">The norm at which each instance is done.</param>
    /// <param name="numbers">The numbers.</param>
    public SolverState<T> Next<T>(IReader<T> reader, SolverState<T> now, SafeguardOutcome<T> found, T target, SolverNumbers<T> numbers)
        where T : class => StateOf<T>(_next.Evaluate(reader, [.. Carried(now), .. found.Values, target, .. numbers.Values]));

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
        where T : class
    {
        return _odd.Evaluate(reader, [now.Norm, now.Status, learned, smallest, target, .. numbers.Values, .. AttemptOf(now)])[0];
    }

    /// <summary>
    /// From one state to the next where no turn is odd: what <see cref="Next{T}(IReader{T}, SolverState{T}, SolverPoint{T}, T, SolverNumbers{T})"/>
    /// says, for less, and without counting the slow iterations of instances that are done.
    /// </summary>
    /// <param name="reader">The engine.</param>
    /// <param name="now">The state.</param>
    /// <param name="learned">Where the learned step led.</param>
    /// <param name="target">The norm at which each instance is done.</param>
    public SolverState<T> NextOrdinary<T>(IReader<T> reader, SolverState<T> now, SolverPoint<T> learned, T target)
        where T : class => StateOf<T>(_ordinary.Evaluate(reader, [.. Carried(now), .. learned.Values, target]));

    /// <summary>What is remembered after a turn: by an instance that begins a new attempt what one remembers that has just begun.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="now">The state before the turn.</param>
    /// <param name="next">The state after it.</param>
    /// <param name="memory">What the outer iteration left to remember, each [m].</param>
    /// <param name="begun">What an instance remembers that begins where this one is, likewise.</param>
    public T[] Remember<T>(IReader<T> reader, SolverState<T> now, SolverState<T> next, T[] memory, T[] begun)
        where T : class => _remembered is null ? memory
        : [.. memory.Zip(begun, (value, first) => _remembered.Evaluate(reader, [now.Attempt!, next.Attempt!, value, first])[0])];

    private T[] AttemptOf<T>(SolverState<T> state)
        where T : class => _triesAgain ? [state.Attempt!] : [];
}
