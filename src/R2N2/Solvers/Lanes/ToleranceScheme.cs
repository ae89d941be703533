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
    private readonly LaneSlot _failed = new("failed", Shape.Scalar, SlotKind.Passing);
    private readonly LaneSlot _bound = new("bound", Shape.Scalar, SlotKind.Passing);
    private readonly LaneSlot _level = new("rounding level", Shape.Scalar, SlotKind.Passing);
    private readonly LaneSlot _ended = new("end", Shape.Scalar, SlotKind.Passing);
    private readonly LaneSlot[] _vectors;

    private ToleranceScheme(R2N2Network network, SolverExportOptions options)
    {
        _slots = new SolverSlots(network);
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

        // The first vector is f itself.
        _vectors =
        [
            .. Enumerable.Range(2, network.Superstructure.InnerIterations - 1).Select(
                j => new LaneSlot($"v{j}", _slots.Vector, SlotKind.Passing)),
        ];
    }

    /// <summary>The scheme.</summary>
    /// <param name="network">The solver.</param>
    /// <param name="options">Tolerances, stall rule, safeguard, what is recorded.</param>
    public static LaneScheme Of(R2N2Network network, SolverExportOptions options) => new ToleranceScheme(network, options).Build();

    private LaneUse[] Point => [_state.X.Next, _state.F.Next, _state.Norm.Next];

    // Each once, though the present iterate may be the best one.
    private LaneUse[] Now => [.. _state.Values.Distinct().Select(slot => slot.Now)];

    private LaneUse[] Next => [.. _state.Values.Distinct().Select(slot => slot.Next)];

    private LaneScheme Build() => new()
    {
        Inputs = _slots.Inputs,
        Start = LaneStage.Of(
            "start",
            Array.ConvertAll(_slots.Inputs, input => input.Now),
            [.. Next, _target.Next],
            inputs =>
            {
                (SolverState<Expression> state, Expression target) = _turn.Start(ExpressionReader.Instance, _slots.Start(inputs), _numbers);
                return [.. ValuesOf(state), target];
            }),
        Turn = [Step()],
        Odd = _odd,
        OrdinaryTurn = [EndOrdinary()],
        OddTurn = _turn.IsMonotone ? [Check(), Search(), End()] : [End()],
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
        ],
    };

    private Expression[] ValuesOf(SolverState<Expression> state) => _turn.IsMonotone ? state.ValuesOfMonotone : state.Values;

    private SolverState<Expression> StateOf(ReadOnlySpan<Expression> values) =>
        _turn.IsMonotone ? SolverState<Expression>.OfMonotone(values) : SolverState<Expression>.Of(values);

    private LaneStage Step() => LaneStage.Of(
        "step",
        [.. Now, _target.Now, .. _slots.ParameterUses],
        [.. Point, _odd.Now, .. _turn.IsMonotone ? _vectors.Select(vector => vector.Now) : []],
        values =>
        {
            SolverState<Expression> now = StateOf(values);
            Expression target = values[Now.Length];
            (SolverPoint<Expression> point, Expression[] vectors) = _slots.Step(now.X, now.F, values[(Now.Length + 1)..]);

            // Norms are computed with care everywhere.
            Expression odd = _turn.IsOdd(ExpressionReader.Instance, now, point.Norm, -1, target, _numbers);
            return [.. point.Values, odd, .. _turn.IsMonotone ? vectors[1..] : []];
        });

    private LaneStage Check() => LaneStage.Of(
        "check",
        [.. Now, _state.Norm.Next, _target.Now],
        [_failed.Now, _bound.Now, _level.Now],
        values =>
        {
            (Expression failed, Expression bound) = _turn.Check(
                ExpressionReader.Instance, StateOf(values), values[^2], values[^1], _numbers);
            return [failed, bound, 0];
        });

    private LaneStage Search() => LaneStage.Of(
        "safeguard",
        [
            _state.X.Now, _state.F.Now, _state.Norm.Now, .. Point, _bound.Now,
            .. _vectors.Select(vector => vector.Now), .. _slots.ParameterUses,
        ],
        [.. Point, _level.Now],
        values =>
        {
            static SolverPoint<Expression[]> PointOf(ReadOnlySpan<Expression> parts) => new([parts[0]], [parts[1]], [parts[2]]);

            Expression[][] vectors = [[values[1]], .. values[7..(7 + _vectors.Length)].Select(vector => new[] { vector })];
            SafeguardSearch search = new(_slots.Vector.Size, _options.Precision.Resolution());
            (SolverPoint<Expression[]> best, Expression[] level) = search.Search(
                new ExpressionSafeguardEngine(_slots.Network.Family, values[(7 + _vectors.Length)..]),
                PointOf(values.AsSpan(0, 3)),
                PointOf(values.AsSpan(3, 3)),
                [values[6]],
                vectors);
            return [.. best.Values.Select(part => part.Single()), level.Single()];
        }) with
    { Where = _failed };

    private LaneStage End() => LaneStage.Of(
        "end of a turn",
        [.. Now, .. Point, _target.Now, .. _turn.IsMonotone ? [_level.Now] : Array.Empty<LaneUse>()],
        Next,
        values => ValuesOf(_turn.Next(
            ExpressionReader.Instance,
            StateOf(values),
            SolverPoint<Expression>.Of(values.AsSpan(Now.Length, 3)),
            _turn.IsMonotone ? values[^1] : 0,
            values[Now.Length + 3],
            _numbers)));

    private LaneStage EndOrdinary() => LaneStage.Of(
        "end of an ordinary turn",
        [.. Now, .. Point, _target.Now],
        Next,
        values => ValuesOf(_turn.NextOrdinary(
            ExpressionReader.Instance, StateOf(values), SolverPoint<Expression>.Of(values.AsSpan(Now.Length, 3)), values[^1])));
}
