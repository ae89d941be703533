namespace R2N2.Onnx;

/// <summary>Exactly K outer iterations for every instance.</summary>
/// <param name="parts">f, the outer iteration, norms.</param>
/// <param name="form">Loop or unrolled.</param>
/// <param name="turns">K.</param>
internal sealed class FixedIteration(SolverParts parts, IterationForm form, int turns)
{
    /// <summary>Writes the iteration.</summary>
    public SolverResult Write(SolverStart start)
    {
        OnnxVariable[] variables =
        [
            new("x", parts.FloatType, start.X.Shape, parts.Batch, start.X.Name),
            new("f", parts.FloatType, start.F.Shape, parts.Batch, start.F.Name),
        ];
        string[] last = new OnnxRepetition(parts.Builder).Write(form, turns, variables, null, values =>
        {
            OnnxValue x = parts.Step(start.X with { Name = values[0] }, start.F with { Name = values[1] });
            return ([x.Name, parts.Residual(x).Name], null);
        });
        return parts.Builder.Names.Within("end", () => Result(start, last[0], last[1]));
    }

    private SolverResult Result(SolverStart start, string x, string f)
    {
        OnnxBuilder builder = parts.Builder;
        OnnxConstants constants = builder.Constants;
        string finite = builder.Emit("Add", [parts.Poison(start.X with { Name = x }), start.Poison]);
        string norm = builder.Emit("Add", [parts.Norm(start.F with { Name = f }), finite]);
        string status = builder.Emit(
            "Where",
            [
                parts.IsFinite(norm),
                constants.Integer((long)SolveStatus.IterationLimit),
                constants.Integer((long)SolveStatus.NotFinite),
            ]);
        return new SolverResult(x, norm, parts.Everywhere(constants.Integer(turns)), status);
    }
}
