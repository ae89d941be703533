namespace R2N2.Onnx;

/// <summary>
/// Outer iterations until every instance is done: at the tolerance, stalled, no longer finite, or at the limit. An
/// instance that is done keeps its results; the best iterate is what it returns. What is decided says <see cref="SolverTurn"/>.
/// </summary>
internal sealed class ToleranceIteration
{
    private readonly SolverParts _parts;
    private readonly SolverExportOptions _options;
    private readonly int _limit;
    private readonly SolverTurn _turn;
    private readonly SolverNumbers<OnnxValue> _numbers;
    private readonly SafeguardGraph? _safeguard;
    private readonly SolverHistory _history;

    /// <summary>Prepares the iteration.</summary>
    /// <param name="parts">f, the outer iteration, norms.</param>
    /// <param name="network">The solver.</param>
    /// <param name="options">Tolerances, stall rule, safeguard.</param>
    public ToleranceIteration(SolverParts parts, R2N2Network network, SolverExportOptions options)
    {
        _parts = parts;
        _options = options;
        _limit = options.LimitFor(network);
        _turn = new SolverTurn(network.Family.StateSize, options);
        _numbers = SolverNumber.Of(options).Select(number => parts.Number(number.Name, number.Value, number.Meaning));
        _safeguard = options.Safeguard is null ? null : new SafeguardGraph(parts, network.Family.StateSize, options.Precision);
        _history = new SolverHistory(parts, options, _limit);
    }

    private OnnxNames Names => _parts.Builder.Names;

    /// <summary>Writes the iteration.</summary>
    public SolverResult Write(SolverStart start)
    {
        (SolverState<OnnxValue> first, OnnxValue target) =
            Names.Within("start", () => _turn.Start(_parts.Reader, start.Point, _numbers));
        OnnxVariable[] state = [.. first.Values.Zip(SolverState<OnnxValue>.Labels, (value, label) => _parts.Variable(label, value))];
        string any = Names.Within("start", () => AnyRunning(first));
        SolverState<OnnxValue> StateOf(string[] values) =>
            SolverState<OnnxValue>.Of([.. state.Zip(values, (variable, name) => _parts.Value(name, variable))]);

        OnnxVariable[] variables = [.. state, .. _history.Begin(start.Point)];
        string[] last = new OnnxLoop(_parts.Builder).Write(_options.Form, _limit, variables, any, (_, values) =>
        {
            SolverState<OnnxValue> now = StateOf(values);
            (SolverPoint<OnnxValue> point, OnnxValue roundingLevel) = Move(now, target);
            return Names.Within("check", () =>
            {
                SolverState<OnnxValue> next = _turn.Next(_parts.Reader, now, point, roundingLevel, target, _numbers);
                string[] recorded = _history.Next(values.AsSpan(state.Length), point, now);
                return ((string[])[.. next.Values.Select(value => _parts.Complete(value).Name), .. recorded], AnyRunning(next));
            });
        });
        SolverState<OnnxValue> end = StateOf(last);
        string status = Names.Within("end", () => _parts.Builder.AsInteger(SolverEnd.Limited(_parts.Reader, end.Status).Name));
        string iterations = Names.Within("end", () => _parts.Builder.AsInteger(end.Iterations.Name));
        return _history.Complete(
            new SolverResult(end.BestX.Name, end.BestNorm.Name, iterations, status), last.AsSpan(state.Length));
    }

    private (SolverPoint<OnnxValue> Point, OnnxValue RoundingLevel) Move(SolverState<OnnxValue> now, OnnxValue target)
    {
        (OnnxValue x, OnnxValue[] vectors) = _parts.Step(now.X, now.F);
        OnnxValue f = _parts.Residual(x);
        SolverPoint<OnnxValue> learned = new(x, f, Names.Within("check", () => _parts.Norm(x, f)));
        if (_safeguard is null)
        {
            return (learned, _parts.Reader.Constant([0.0], Shape.Scalar));
        }

        (OnnxValue failed, OnnxValue bound) =
            Names.Within("check", () => _turn.Check(_parts.Reader, now, learned.Norm, target, _numbers));
        string replaced = Names.Within("check", () => _parts.Reader.Truth(failed));
        return _safeguard.Write(new SolverPoint<OnnxValue>(now.X, now.F, now.Norm), learned, vectors, replaced, bound);
    }

    private string AnyRunning(SolverState<OnnxValue> state) => _parts.Builder.Any(_parts.Builder.IsLess(state.Status.Name, SolverTurn.Running / 2));
}
