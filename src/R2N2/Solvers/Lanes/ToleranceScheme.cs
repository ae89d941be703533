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
        _turn = new SolverTurn(network.Family.StateSize, options, keepsDone: false);
        _numbers = SolverNumber.Of(options).Select(number => Expression.FromDouble(number.Value));
        LaneSlot State(string label, Shape shape) => new(label, shape, SlotKind.State);

        LaneSlot x = State("x", _slots.Vector);
        LaneSlot norm = State("norm", Shape.Scalar);
        _state = new SolverState<LaneSlot>(
            x,
            State("f", _slots.Vector),
            norm,
            _turn.IsMonotone ? x : State("best x", _slots.Vector),
            _turn.IsMonotone ? norm : State("best norm", Shape.Scalar),
            State("iterations", Shape.Scalar),
            State("slow in a row", Shape.Scalar),
            State("status", Shape.Scalar));

        // For the safeguard. Without a preconditioner the first of them is f itself.
        _firstIsF = network.Superstructure.Preconditioner == Preconditioner.None;
        _vectors = !_turn.IsMonotone ? [] :
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

    // Each once, though the present iterate may be the best one.
    private LaneUse[] Now => [.. _state.Values.Distinct().Select(slot => slot.Now)];

    private LaneUse[] Next => [.. _state.Values.Distinct().Select(slot => slot.Next)];

    private LaneSlot[] Counted => _oddTurns is null ? [] : [_oddTurns];

    private LaneScheme Build() => new()
    {
        Inputs = _slots.Inputs,
        Start = LaneStage.Of(
            "start",
            Array.ConvertAll(_slots.Inputs, input => input.Now),
            [.. Next, _target.Next, .. _slots.Begun, .. Counted.Select(count => count.Next)],
            inputs =>
            {
                SolverPoint<Expression> start = _slots.Start(inputs);
                (SolverState<Expression> state, Expression target) = _turn.Start(ExpressionReader.Instance, start, _numbers);
                return [.. ValuesOf(state), target, .. _slots.Begin(start, inputs), .. Counted.Select(_ => Expression.FromDouble(0))];
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

    private Expression[] ValuesOf(SolverState<Expression> state) => _turn.IsMonotone ? state.ValuesOfMonotone : state.Values;

    private SolverState<Expression> StateOf(ReadOnlySpan<Expression> values) =>
        _turn.IsMonotone ? SolverState<Expression>.OfMonotone(values) : SolverState<Expression>.Of(values);

    // The learned step of all lanes, and the state after it, where the turn is ordinary.
    private LaneStage Ordinary() => LaneStage.Of(
        "turn",
        [.. Now, _target.Now, .. _slots.StepUses, .. Counted.Select(count => count.Now)],
        [
            .. Next, _odd.Now, .. _slots.Memory.Select(slot => slot.Next), .. _vectors.Select(vector => vector.Now),
            .. Counted.Select(count => count.Next),
        ],
        values =>
        {
            SolverState<Expression> now = StateOf(values);
            Expression target = values[Now.Length];
            (SolverPoint<Expression> point, OuterStep<Expression> step) =
                _slots.Step(now.Iterations, now.X, now.F, values[(Now.Length + 1)..^Counted.Length]);

            // Norms are computed with care everywhere.
            Expression odd = _turn.IsOdd(ExpressionReader.Instance, now, point.Norm, -1, target, _numbers);
            SolverState<Expression> next = _turn.NextOrdinary(ExpressionReader.Instance, now, point, target);
            return [.. ValuesOf(next), odd, .. step.Memory, .. step.Vectors[^_vectors.Length..], .. values[^Counted.Length..].Select(count => count + odd)];
        });

    // The state after the same step, where the turn is odd.
    private LaneStage Odd() => LaneStage.Of(
        "odd turn",
        [.. Now, .. Point, _target.Now, .. _vectors.Select(vector => vector.Now), .. _slots.ParameterUses],
        Next,
        values =>
        {
            int first = Now.Length;
            SolverState<Expression> now = StateOf(values);
            SolverPoint<Expression> learned = SolverPoint<Expression>.Of(values.AsSpan(first, 3));
            Expression target = values[first + 3];
            (SolverPoint<Expression> point, Expression level) = !_turn.IsMonotone
                ? (learned, 0)
                : Safeguarded(now, learned, target, values[(first + 4)..(first + 4 + _vectors.Length)], values[(first + 4 + _vectors.Length)..]);
            return ValuesOf(_turn.Next(ExpressionReader.Instance, now, point, level, target, _numbers));
        }) with
    { Where = _odd };

    private (SolverPoint<Expression> Point, Expression RoundingLevel) Safeguarded(
        SolverState<Expression> now, SolverPoint<Expression> learned, Expression target, Expression[] vectors, Expression[] parameters)
    {
        static SolverPoint<Expression[]> Alone(SolverPoint<Expression> point) => new([point.X], [point.F], [point.Norm]);

        (Expression failed, Expression bound) = _turn.Check(ExpressionReader.Instance, now, learned.Norm, target, _numbers);
        SafeguardSearch search = new(_slots.Vector.Size, _options.Precision.Resolution());
        (SolverPoint<Expression[]> best, Expression[] level) = search.Search(
            new ExpressionSafeguardEngine(_slots.Network.Family, parameters),
            Alone(new SolverPoint<Expression>(now.X, now.F, now.Norm)),
            Alone(learned),
            [bound],
            [.. (_firstIsF ? vectors.Prepend(now.F) : vectors).Select(vector => new[] { vector })]);
        return (
            new SolverPoint<Expression>(
                Conditions.If(failed, best.X.Single(), learned.X),
                Conditions.If(failed, best.F.Single(), learned.F),
                Conditions.If(failed, best.Norm.Single(), learned.Norm)),
            Conditions.If(failed, level.Single(), 0));
    }
}
