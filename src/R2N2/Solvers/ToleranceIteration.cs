using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>
/// Outer iterations until every instance is done: at the tolerance, stalled, no longer finite, or at the limit. An
/// instance that is done keeps its results; the best iterate is what it returns.
/// </summary>
internal sealed class ToleranceIteration
{
    private const TensorProto.Types.DataType Integer = TensorProto.Types.DataType.Int64;

    private readonly SolverParts _parts;
    private readonly SolverExportOptions _options;
    private readonly int _limit;
    private readonly string _stallRate;
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
        _history = new SolverHistory(parts, options, _limit);
        _stallRate = Constants.Named("stall_rate", options.StallRate);
        _safeguard = options.Safeguard is null ? null : new SafeguardGraph(parts, network, options);
    }

    private OnnxBuilder Builder => _parts.Builder;

    private OnnxConstants Constants => _parts.Builder.Constants;

    /// <summary>Writes the iteration.</summary>
    public SolverResult Write(SolverStart start)
    {
        (string target, ToleranceState first) = Builder.Names.Within("start", () => Begin(start));
        OnnxVariable[] variables =
        [
            _parts.Float("x", first.X, start.X.Shape),
            _parts.Float("f", first.F, start.F.Shape),
            _parts.Float("norm", first.Norm, Shape.Scalar),
            _parts.Float("best_x", first.BestX, start.X.Shape),
            _parts.Float("best_norm", first.BestNorm, Shape.Scalar),
            new("active", TensorProto.Types.DataType.Bool, Shape.Scalar, _parts.Batch, first.Active),
            new("iterations", Integer, Shape.Scalar, _parts.Batch, first.Iterations),
            new("slow_in_a_row", Integer, Shape.Scalar, _parts.Batch, first.Slow),
            new("status", Integer, Shape.Scalar, _parts.Batch, first.Status),
            .. _history.Begin(new SolverPoint(start.X, start.F, start.Norm)),
        ];
        string any = Builder.Names.Within("start", () => _parts.Any(first.Active));
        string[] values = new OnnxLoop(Builder).Write(_options.Form, _limit, variables, any, (_, before) =>
        {
            var now = ToleranceState.Of(before);
            SolverPoint point = Move(start, target, now);
            return Builder.Names.Within("check", () =>
            {
                ToleranceState next = Judge(point, target, now);
                string[] recorded = _history.Next(before.AsSpan(now.Values.Length), point, now.Iterations, now.Active);
                return ((string[])[.. next.Values, .. recorded], _parts.Any(next.Active));
            });
        });
        var last = ToleranceState.Of(values);
        return _history.Complete(
            new SolverResult(last.BestX, last.BestNorm, last.Iterations, last.Status), values.AsSpan(last.Values.Length));
    }

    private (string Target, ToleranceState State) Begin(SolverStart start)
    {
        string target = Target(start.Norm);
        string status = Verdict(start.Norm, target, Code(SolveStatus.IterationLimit));
        string zero = _parts.Everywhere(Constants.Integer(0));
        return (target, new ToleranceState(
            start.X.Name, start.F.Name, start.Norm, start.X.Name, start.Norm, IsGoingOn(status), zero, zero, status));
    }

    private SolverPoint Move(SolverStart start, string target, ToleranceState now)
    {
        OnnxValue f = start.F with { Name = now.F };
        OnnxValue x = start.X with { Name = now.X };
        OnnxValue nextX = _parts.Step(x, f);
        OnnxValue nextF = _parts.Residual(nextX);
        string norm = Builder.Names.Within("check", () => Builder.Emit("Add", [_parts.Norm(nextF), _parts.Poison(nextX)]));
        SolverPoint learned = new(nextX, nextF, norm);
        return _safeguard is null ? learned : _safeguard.Write(new SolverPoint(x, f, now.Norm), learned, now.Active, target);
    }

    private ToleranceState Judge(SolverPoint point, string target, ToleranceState now)
    {
        string better = Builder.Emit("And", [now.Active, Builder.Emit("Less", [point.Norm, now.BestNorm])]);
        string betterRow = Builder.Emit("Unsqueeze", [better, Constants.Integers(-1)]);
        string slow = CountSlow(point.Norm, now);
        string verdict = Verdict(point.Norm, target, Builder.Emit(
            "Where", [HasStalled(point.Norm, slow, now), Code(SolveStatus.Stalled), Code(SolveStatus.IterationLimit)]));
        return new ToleranceState(
            X: point.X.Name,
            F: point.F.Name,
            Norm: point.Norm,
            BestX: Builder.Emit("Where", [betterRow, point.X.Name, now.BestX]),
            BestNorm: Builder.Emit("Where", [better, point.Norm, now.BestNorm]),
            Active: Builder.Emit("And", [now.Active, IsGoingOn(verdict)]),
            Iterations: Builder.Emit("Add", [now.Iterations, _parts.AsInteger(now.Active)]),
            Slow: slow,
            Status: Builder.Emit("Where", [now.Active, verdict, now.Status]));
    }

    // max(absolute, relative · ‖f(x₀)‖), or the one of them that there is.
    private string Target(string initialNorm)
    {
        string? absolute = _options.AbsoluteTolerance is { } a ? Constants.Named("absolute_tolerance", a) : null;
        if (_options.RelativeTolerance is not { } r)
        {
            return absolute!;
        }

        string relative = Builder.Emit("Mul", [initialNorm, Constants.Named("relative_tolerance", r)]);
        return absolute is null ? relative : Builder.Emit("Max", [relative, absolute]);
    }

    // The status of an instance by its norm; unfinished is what it is while neither end is reached.
    private string Verdict(string norm, string target, string unfinished)
    {
        string converged = Builder.Emit("LessOrEqual", [norm, target]);
        string finite = Builder.Emit("Where", [converged, Code(SolveStatus.Converged), unfinished]);
        return Builder.Emit("Where", [_parts.IsFinite(norm), finite, Code(SolveStatus.NotFinite)]);
    }

    private string CountSlow(string norm, ToleranceState now)
    {
        string bound = Builder.Emit("Mul", [now.Norm, _stallRate]);
        string more = Builder.Emit("Add", [now.Slow, Constants.Integer(1)]);
        return Builder.Emit("Where", [Builder.Emit("Greater", [norm, bound]), more, Constants.Integer(0)]);
    }

    // Where even the safeguard finds nothing better, it never will: the next turn would be the same.
    private string HasStalled(string norm, string slow, ToleranceState now)
    {
        string stalled = Builder.Emit("GreaterOrEqual", [slow, Constants.Integer(_options.StallLimit)]);
        return _safeguard is null
            ? stalled
            : Builder.Emit("Or", [stalled, Builder.Emit("GreaterOrEqual", [norm, now.Norm])]);
    }

    // Whoever is at the limit if nothing else happens is not done yet.
    private string IsGoingOn(string status) => Builder.Emit("Equal", [status, Code(SolveStatus.IterationLimit)]);

    private string Code(SolveStatus status) => Constants.Integer((long)status);
}
