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
    private readonly LaneSlot _failed = new("failed", Shape.Scalar, SlotKind.Passing);
    private readonly LaneSlot _bound = new("bound", Shape.Scalar, SlotKind.Passing);
    private readonly LaneSlot _level = new("rounding level", Shape.Scalar, SlotKind.Passing);
    private readonly LaneSlot _ended = new("end", Shape.Scalar, SlotKind.Passing);
    private readonly LaneSlot[] _vectors;

    private ToleranceScheme(R2N2Network network, SolverExportOptions options)
    {
        _slots = new SolverSlots(network);
        _options = options;
        _turn = new SolverTurn(network.Family.StateSize, options);
        _numbers = SolverNumber.Of(options).Select(number => Expression.FromDouble(number.Value));
        Shape[] shapes = [_slots.Vector, _slots.Vector, Shape.Scalar, _slots.Vector, Shape.Scalar, Shape.Scalar, Shape.Scalar, Shape.Scalar];
        _state = SolverState<LaneSlot>.Of(
            [.. SolverState<LaneSlot>.Labels.Zip(shapes, (label, shape) => new LaneSlot(label, shape, SlotKind.State))]);

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

    private LaneScheme Build() => new()
    {
        Inputs = _slots.Inputs,
        Start = LaneStage.Of(
            "start",
            Array.ConvertAll(_slots.Inputs, input => input.Now),
            [.. _state.Values.Select(slot => slot.Next), _target.Next],
            inputs =>
            {
                (SolverState<Expression> state, Expression target) = _turn.Start(ExpressionReader.Instance, _slots.Start(inputs), _numbers);
                return [.. state.Values, target];
            }),
        Turn = _options.Safeguard is null ? [Step(), Decide()] : [Step(), Search(), Decide()],
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

    private LaneStage Step() => LaneStage.Of(
        "step",
        [_state.X.Now, _state.F.Now, _state.Norm.Now, _state.Status.Now, _target.Now, .. _slots.ParameterUses],
        [.. Point, _level.Now, .. _options.Safeguard is null ? [] : new[] { _failed, _bound }.Concat(_vectors).Select(slot => slot.Now)],
        values =>
        {
            (SolverPoint<Expression> point, Expression[] vectors) = _slots.Step(values[0], values[1], values[5..]);
            if (_options.Safeguard is null)
            {
                return [.. point.Values, 0];
            }

            SolverState<Expression> now = new(values[0], values[1], values[2], values[0], values[2], 0, 0, values[3]);
            (Expression failed, Expression bound) = _turn.Check(ExpressionReader.Instance, now, point.Norm, values[4], _numbers);
            return [.. point.Values, 0, failed, bound, .. vectors[1..]];
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

    private LaneStage Decide() => LaneStage.Of(
        "turn",
        [.. _state.Values.Select(slot => slot.Now), .. Point, _level.Now, _target.Now],
        [.. _state.Values.Select(slot => slot.Next)],
        values => _turn.Next(
            ExpressionReader.Instance,
            SolverState<Expression>.Of(values.AsSpan(0, 8)),
            SolverPoint<Expression>.Of(values.AsSpan(8, 3)),
            values[11],
            values[12],
            _numbers).Values);
}
