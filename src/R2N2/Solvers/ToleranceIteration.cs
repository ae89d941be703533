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
        _turn = new SolverTurn(network.Family.StateSize, options, _limit, SafeguardAttempt.TriesAgain(network.Superstructure));
        _numbers = SolverNumber.Of(options).Select(number => parts.Number(number.Name, number.Value, number.Meaning));
        _safeguard = options.Safeguard is null ? null : new SafeguardGraph(parts, network, options.Precision);
        _history = new SolverHistory(parts, options, _limit);
    }

    private OnnxNames Names => _parts.Builder.Names;

    /// <summary>Writes the iteration.</summary>
    public SolverResult Write(SolverStart start)
    {
        (SolverState<OnnxValue> first, OnnxValue target) =
            Names.Within("start", () => _turn.Start(_parts.Reader, start.Point, _numbers));
        OnnxVariable[] state = Names.Within("start", () => _turn.Carried(first).Zip(
            _turn.Carried(SolverState<string>.Labels),
            (value, label) => OnnxVariable.Of(_parts.Builder, label, _parts.Complete(value))).ToArray());
        string any = Names.Within("start", () => AnyRunning(first));
        SolverState<OnnxValue> StateOf(string[] names)
        {
            OnnxValue[] values = [.. state.Zip(names, (variable, name) => variable.Value(name))];
            return _turn.StateOf<OnnxValue>(values);
        }

        OnnxVariable[] memory = Names.Within("start", () => _parts.BeginMemory(start.Point));
        OnnxVariable[] variables = [.. state, .. memory, .. _history.Begin(start.Point)];
        int recordedAt = state.Length + memory.Length;
        string[] last = new OnnxLoop(_parts.Builder).Write(_options.Form, _limit, variables, any, (number, values) =>
        {
            SolverState<OnnxValue> now = StateOf(values);
            OnnxValue[] remembered = [.. memory.Zip(values[state.Length..recordedAt], (variable, name) => variable.Value(name))];
            (OnnxValue x, OnnxValue[] toRemember, OnnxValue[] vectors) = _parts.Step(number, now.X, now.F, remembered, start.Kept);
            OnnxValue f = _parts.Residual(x);
            SolverState<OnnxValue> next = _options.HasBranches
                ? StateOf(Branch(state, now, x, f, vectors, target))
                : StateOf(Next(now, x, f, vectors, target));
            return Names.Within("check", () =>
            {
                string[] recorded = _history.Next(values.AsSpan(recordedAt), next.Point, now);
                OnnxValue[] kept = Array.ConvertAll(_turn.Remember(_parts.Reader, now, next, toRemember, _parts.Begin(next.Point)), _parts.Complete);
                return ((string[])[.. _turn.Carried(next).Concat(kept).Select(value => value.Name), .. recorded], AnyRunning(next));
            });
        });
        SolverState<OnnxValue> end = StateOf(last);
        string status = Names.Within("end", () => _parts.Builder.AsInteger(SolverEnd.Limited(_parts.Reader, end.Status).Name));
        string iterations = Names.Within("end", () => _parts.Builder.AsInteger(end.Iterations.Name));
        return _history.Complete(
            new SolverResult(end.BestX.Name, end.BestNorm.Name, iterations, status), last.AsSpan(recordedAt));
    }

    // One turn: with all care where that of any instance is not ordinary. An instance has the same bits in either branch.
    private string[] Branch(
        OnnxVariable[] state, SolverState<OnnxValue> now, OnnxValue x, OnnxValue f, OnnxValue[] vectors, OnnxValue target)
    {
        OnnxReader reader = _parts.Reader;
        (SolverPoint<OnnxValue> learned, string isAnyOdd) = Names.Within("check", () =>
        {
            OnnxValue norm = _parts.QuickNorm(x, f);
            OnnxValue isOdd = _turn.IsOdd(reader, now, norm, reader.SmallestQuickNorm, target, _numbers);
            return (new SolverPoint<OnnxValue>(x, f, norm), _parts.Builder.Any(reader.Truth(isOdd)));
        });
        return new OnnxIf(_parts.Builder).Write(
            "odd",
            isAnyOdd,
            state,
            () => Next(now, x, f, vectors, target),
            () => Complete(_turn.NextOrdinary(reader, now, learned, target)));
    }

    private string[] Next(SolverState<OnnxValue> now, OnnxValue x, OnnxValue f, OnnxValue[] vectors, OnnxValue target)
    {
        SolverPoint<OnnxValue> learned = new(x, f, Names.Within("check", () => _parts.Norm(x, f, _options.HasBranches)));
        SafeguardOutcome<OnnxValue>? found = _safeguard is null ? null : Safeguard(_safeguard, now, learned, vectors, target);
        return Names.Within("check", () => Complete(found is null
            ? _turn.Next(_parts.Reader, now, learned, target, _numbers)
            : _turn.Next(_parts.Reader, now, found, target, _numbers)));
    }

    private string[] Complete(SolverState<OnnxValue> state) => [.. _turn.Carried(state).Select(value => _parts.Complete(value).Name)];

    private SafeguardOutcome<OnnxValue> Safeguard(
        SafeguardGraph safeguard, SolverState<OnnxValue> now, SolverPoint<OnnxValue> learned, OnnxValue[] vectors, OnnxValue target)
    {
        (OnnxValue failed, OnnxValue bound) =
            Names.Within("check", () => _turn.Check(_parts.Reader, now, learned.Norm, target, _numbers));
        string replaced = Names.Within("check", () => _parts.Reader.Truth(failed));
        return safeguard.Write(now, learned, vectors, replaced, bound);
    }

    private string AnyRunning(SolverState<OnnxValue> state) => _parts.Builder.Any(_parts.Builder.IsLess(state.Status.Name, SolverTurn.Running / 2));
}
