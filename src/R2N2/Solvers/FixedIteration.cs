namespace R2N2.Onnx;

/// <summary>Exactly K outer iterations for every instance.</summary>
/// <param name="parts">f, the outer iteration, norms.</param>
/// <param name="options">The form, and what is recorded.</param>
/// <param name="turns">K.</param>
internal sealed class FixedIteration(SolverParts parts, SolverExportOptions options, int turns)
{
    /// <summary>Writes the iteration.</summary>
    public SolverResult Write(SolverStart start)
    {
        SolverHistory history = new(parts, options, turns);
        OnnxVariable[] variables =
        [
            parts.Float("x", start.X.Name, start.X.Shape),
            parts.Float("f", start.F.Name, start.F.Shape),
            .. history.Begin(new SolverPoint(start.X, start.F, start.Norm)),
        ];
        string[] last = new OnnxLoop(parts.Builder).Write(options.Form, turns, variables, null, (number, values) =>
        {
            OnnxValue x = parts.Step(start.X with { Name = values[0] }, start.F with { Name = values[1] });
            OnnxValue f = parts.Residual(x);
            SolverPoint point = new(x, f, Norm(start, x.Name, f.Name));
            return ([x.Name, f.Name, .. history.Next(values.AsSpan(2), point, number, active: null)], null);
        });
        return parts.Builder.Names.Within("end", () => history.Complete(Result(start, last[0], last[1]), last.AsSpan(2)));
    }

    private SolverResult Result(SolverStart start, string x, string f)
    {
        OnnxBuilder builder = parts.Builder;
        OnnxConstants constants = builder.Constants;
        string norm = Norm(start, x, f);
        string status = builder.Emit(
            "Where",
            [
                parts.IsFinite(norm),
                constants.Integer((long)SolveStatus.IterationLimit),
                constants.Integer((long)SolveStatus.NotFinite),
            ]);
        return new SolverResult(x, norm, parts.Everywhere(constants.Integer(turns)), status);
    }

    private string Norm(SolverStart start, string x, string f)
    {
        string finite = parts.Builder.Emit("Add", [parts.Poison(start.X with { Name = x }), start.Poison]);
        return parts.Builder.Emit("Add", [parts.Norm(start.F with { Name = f }), finite]);
    }
}
