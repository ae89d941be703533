using R2N2.Onnx;
using R2N2.Vectorised;

namespace R2N2;

/// <summary>Outer iterations until every instance is done, over lanes. What is decided says <see cref="SolverTurn"/>.</summary>
internal sealed class ToleranceScheme
{
    private readonly SolverSlots _slots;
    private readonly SolverExportOptions _options;
    private readonly SolverTurn _turn;
    private readonly SolverNumbers<Expression> _numbers;
    private readonly SolverState<LaneSlot> _state;
    private readonly LaneSlot _target = new("target", Shape.Scalar, SlotKind.Kept);
    private readonly LaneSlot _odd = new("odd", Shape.Scalar, SlotKind.Passing);
    private readonly LaneSlot _ended = new("end", Shape.Scalar, SlotKind.Passing);
    private readonly bool _firstIsF;
    private readonly LaneSlot[] _vectors;
    private readonly LaneSlot? _oddTurns;

    private ToleranceScheme(R2N2Network network, SolverExportOptions options, bool countsOddTurns)
    {
        _oddTurns = countsOddTurns ? new LaneSlot("odd turns", Shape.Scalar, SlotKind.State) : null;
        _slots = new SolverSlots(network, options.Precision);
        _options = options;
        _turn = new SolverTurn(
            network.Family.StateSize, options, options.LimitFor(network), SafeguardAttempt.TriesAgain(network.Superstructure), keepsDone: false);
        _numbers = SolverNumber.Of(options).Select(number => Expression.FromDouble(number.Value));
        LaneSlot State(string label, Shape shape) => new(label, shape, SlotKind.State);

        LaneSlot x = State("x", _slots.Vector);
        LaneSlot norm = State("norm", Shape.Scalar);
        _state = new SolverState<LaneSlot>(
            x,
            State("f", _slots.Vector),
            norm,
            _turn.IsSafeguarded ? x : State("best x", _slots.Vector),
            _turn.IsSafeguarded ? norm : State("best norm", Shape.Scalar),
            State("iterations", Shape.Scalar),
            State("slow in a row", Shape.Scalar),
            State("status", Shape.Scalar),
            Fallback: new LaneSlot("fallback", _slots.Vector, SlotKind.Kept),
            Attempt: new LaneSlot("attempt", Shape.Scalar, SlotKind.Kept));

        // For the safeguard. Without a preconditioner the first of them is f itself.
        _firstIsF = network.Superstructure.Preconditioner == Preconditioner.None;
        _vectors = !_turn.IsSafeguarded ? [] :
        [
            .. Enumerable.Range(1, network.Superstructure.InnerIterations).Skip(_firstIsF ? 1 : 0).Select(
                j => new LaneSlot($"v{j}", _slots.Vector, SlotKind.Passing)),
        ];
    }

    /// <summary>The scheme.</summary>
    /// <param name="network">The solver.</param>
    /// <param name="options">Tolerances, stall rule, safeguard, what is recorded.</param>
    /// <param name="countsOddTurns">Whether the number of odd turns is an output more, the last one.</param>
    public static LaneScheme Of(R2N2Network network, SolverExportOptions options, bool countsOddTurns = false) =>
        new ToleranceScheme(network, options, countsOddTurns).Build();

    private LaneUse[] Point => [_state.X.Next, _state.F.Next, _state.Norm.Next];

    // What is remembered after the learned step; a stage for some lanes changes it.
    private LaneUse[] Memory => _turn.IsSafeguarded ? Array.ConvertAll(_slots.Memory, slot => slot.Next) : [];

    private LaneUse[] Now => Array.ConvertAll(_turn.Carried(_state), slot => slot.Now);

    private LaneUse[] Start => Array.ConvertAll(_turn.Carried(_state), slot => slot.Next);

    // What a stage for some lanes writes: what is kept, it changes where it lies.
    private LaneUse[] Next => Array.ConvertAll(_turn.Carried(_state), slot => slot.Kind == SlotKind.Kept ? slot.Now : slot.Next);

    // What is kept comes last.
    private LaneUse[] NextOrdinary => [.. Next.Where(use => use.Slot.Kind != SlotKind.Kept)];

    private LaneSlot[] Counted => _oddTurns is null ? [] : [_oddTurns];

    private LaneScheme Build() => new()
    {
        Inputs = _slots.Inputs,
        Start = LaneStage.Of(
            "start",
            Array.ConvertAll(_slots.Inputs, input => input.Now),
            [.. Start, _target.Next, .. _slots.Begun, .. Counted.Select(count => count.Next)],
            inputs =>
            {
                SolverPoint<Expression> start = _slots.Start(inputs);
                (SolverState<Expression> state, Expression target) = _turn.Start(ExpressionReader.Instance, start, _numbers);
                return [.. _turn.Carried(state), target, .. _slots.Begin(start, inputs), .. Counted.Select(_ => Expression.FromDouble(0))];
            }),
        Turn = [Ordinary(), Odd()],
        Finish = LaneStage.Of(
            "finish", [_state.Status.Now], [_ended.Now], values => [SolverEnd.Limited(ExpressionReader.Instance, values[0])]),
        Status = _state.Status,
        Outputs =
        [
            new LaneOutput(_state.BestX),
            new LaneOutput(_state.BestNorm),
            new LaneOutput(_state.Iterations, IsInteger: true),
            new LaneOutput(_ended, IsInteger: true),
            .. _options.ResidualHistory ? [new LaneOutput(_state.Norm, IsHistory: true)] : Array.Empty<LaneOutput>(),
            .. _options.Iterates ? [new LaneOutput(_state.X, IsHistory: true)] : Array.Empty<LaneOutput>(),
            .. Counted.Select(count => new LaneOutput(count, IsInteger: true)),
        ],
    };

    // The learned step of all lanes, and the state after it, where the turn is ordinary.
    private LaneStage Ordinary() => LaneStage.Of(
        "turn",
        [.. Now, _target.Now, .. _slots.StepUses, .. Counted.Select(count => count.Now)],
        [
            .. NextOrdinary, _odd.Now, .. _slots.Memory.Select(slot => slot.Next), .. _vectors.Select(vector => vector.Now),
            .. Counted.Select(count => count.Next),
        ],
        values =>
        {
            SolverState<Expression> now = _turn.StateOf<Expression>(values);
            Expression target = values[Now.Length];
            (SolverPoint<Expression> point, OuterStep<Expression> step) =
                _slots.Step(now.Iterations, now.X, now.F, values[(Now.Length + 1)..^Counted.Length]);

            // Norms are computed with care everywhere.
            Expression odd = _turn.IsOdd(ExpressionReader.Instance, now, point.Norm, -1, target, _numbers);
            SolverState<Expression> next = _turn.NextOrdinary(ExpressionReader.Instance, now, point, target);
            return
            [
                .. _turn.Carried(next)[..NextOrdinary.Length], odd, .. step.Memory, .. step.Vectors[^_vectors.Length..],
                .. values[^Counted.Length..].Select(count => count + odd),
            ];
        });

    // The state after the same step, where the turn is odd.
    private LaneStage Odd() => LaneStage.Of(
        "odd turn",
        [.. Now, .. Point, _target.Now, .. _vectors.Select(vector => vector.Now), .. _slots.ParameterUses, .. Memory],
        [.. Next, .. Memory],
        all =>
        {
            Expression[] values = all[..^Memory.Length];
            int first = Now.Length;
            SolverState<Expression> now = _turn.StateOf<Expression>(values);
            SolverPoint<Expression> learned = SolverPoint<Expression>.Of(values.AsSpan(first, 3));
            Expression target = values[first + 3];
            ExpressionReader reader = ExpressionReader.Instance;
            SolverState<Expression> next = _turn.IsSafeguarded
                ? Safeguarded(now, learned, target, values[(first + 4)..(first + 4 + _vectors.Length)], values[(first + 4 + _vectors.Length)..])
                : _turn.Next(reader, now, learned, target, _numbers);
            return [.. _turn.Carried(next), .. _turn.Remember(reader, now, next, all[^Memory.Length..], _slots.BeginMemory(next.Point))];
        }) with
    { Where = _odd };

    private SolverState<Expression> Safeguarded(
        SolverState<Expression> now, SolverPoint<Expression> learned, Expression target, Expression[] vectors, Expression[] parameters)
    {
        static SolverPoint<Expression[]> Alone(SolverPoint<Expression> point) => new([point.X], [point.F], [point.Norm]);

        ExpressionReader reader = ExpressionReader.Instance;
        (Expression failed, Expression bound) = _turn.Check(reader, now, learned.Norm, target, _numbers);
        R2N2Network network = _slots.Network;
        SafeguardSearch search = new(network.Family, network.Superstructure, _options.Precision.Resolution());
        Expression[][] found = search.Search(
            new ExpressionSafeguardEngine(network.Family, parameters),
            Alone(now.Point),
            Alone(learned),
            [bound],
            now.Fallback is null ? null : [now.Fallback],
            now.Attempt is null ? null : [now.Attempt],
            [.. (_firstIsF ? vectors.Prepend(now.F) : vectors).Select(vector => new[] { vector })]).Values;
        Expression[] unsearched = SafeguardOutcome<Expression>.Unsearched(reader, learned, now.Fallback).Values;
        Expression[] chosen = [.. found.Zip(unsearched, (value, otherwise) => Conditions.If(failed, value.Single(), otherwise))];
        return _turn.Next(reader, now, SafeguardOutcome<Expression>.Of(now.Fallback, chosen), target, _numbers);
    }
}
