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
        OnnxVariable x = OnnxVariable.Of(parts.Builder, "x", start.Point.X);
        OnnxVariable f = OnnxVariable.Of(parts.Builder, "f", start.Point.F);
        OnnxVariable[] memory = parts.BeginMemory(start.Point);
        OnnxVariable[] variables = [x, f, .. memory, .. history.Begin(start.Point)];
        int recordedAt = 2 + memory.Length;
        string[] last = new OnnxLoop(parts.Builder).Write(options.Form, turns, variables, null, (number, values) =>
        {
            OnnxValue[] remembered = [.. memory.Zip(values[2..recordedAt], (variable, name) => variable.Value(name))];
            (OnnxValue next, OnnxValue[] toRemember, _) = parts.Step(number, x.Value(values[0]), f.Value(values[1]), remembered, start.Kept);
            OnnxValue residual = parts.Residual(next);
            SolverPoint<OnnxValue> point = new(next, residual, Norm(start, next, residual));
            return ([next.Name, residual.Name, .. toRemember.Select(value => value.Name), .. history.Next(values.AsSpan(recordedAt), point, number)], null);
        });
        return parts.Builder.Names.Within("end", () =>
        {
            OnnxValue solution = x.Value(last[0]);
            OnnxValue norm = Norm(start, solution, f.Value(last[1]));
            string status = parts.Builder.AsInteger(parts.Complete(SolverEnd.Fixed(parts.Reader, norm)).Name);
            string iterations = parts.Builder.AsInteger(parts.Complete(parts.Reader.Constant([turns], Shape.Scalar)).Name);
            return history.Complete(new SolverResult(solution.Name, norm.Name, iterations, status), last.AsSpan(recordedAt));
        });
    }

    // Where there is control flow anyway, an If spares most norms the care for their size.
    private OnnxValue Norm(SolverStart start, OnnxValue x, OnnxValue f) =>
        parts.Reader.Add(parts.Norm(x, f, byBranch: options.Form == IterationForm.Loop), start.Poison);
}
