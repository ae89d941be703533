namespace R2N2.Onnx;

/// <summary>Steps whose size follows the error estimate, until every instance is at its end.</summary>
/// <param name="parts">Inputs and numbers.</param>
/// <param name="options">The step control.</param>
/// <param name="resolution">The relative spacing of floating-point numbers.</param>
internal sealed class AdaptiveGraph(IntegratorParts parts, AdaptiveOptions options, double resolution)
{
    private static readonly string[] Labels = ["elapsed", "y", "v", "h", "error", "accepted", "rejected", "status"];

    private OnnxBuilder Builder => parts.Builder;

    /// <summary>Writes the loop.</summary>
    /// <param name="end">Where each instance ends, [N].</param>
    public AdaptiveGraphResult Write(OnnxValue end)
    {
        AdaptiveTurn control = new(parts.Inputs, options, resolution);
        OnnxValue[] start = Builder.Names.Within("start", () =>
            parts.Read(control.RecordStart(), parts.Time, parts.State, end, parts.StepSize));
        OnnxValue span = start[^1];
        RecordedFunction turn = control.Record();
        OnnxVariable[] variables = [.. Labels.Select((label, i) => parts.Variable(label, start[i]))];
        string any = Builder.Names.Within("start", () => AnyUnderWay(variables[^1].Start));
        (string[] last, _) = new OnnxLoop(Builder) { Scope = "integration" }.Loop(
            Builder.Constants.Integer(options.StepLimit), variables, any, [], (_, values) =>
            {
                OnnxValue[] now = [.. values.Select((name, i) => parts.Value(name, variables[i]))];
                string[] next = [.. parts.ReadStep(turn, [.. now, parts.Time, span]).Select(value => value.Name)];
                return (next, AnyUnderWay(next[^1]));
            });
        return Builder.Names.Within("end", () =>
        {
            OnnxValue Last(int i) => parts.Value(last[i], variables[i]);
            OnnxValue reached = AdaptiveTurn.RecordEnd().Evaluate<OnnxValue>(parts.Reader, [Last(0), Last(7), parts.Time, end])[0];
            return new AdaptiveGraphResult(
                last[1], parts.Complete(reached).Name, Status(last[7]), parts.AsInteger(last[5]), parts.AsInteger(last[6]));
        });
    }

    private string AnyUnderWay(string status)
    {
        string count = Builder.Emit(
            "ReduceSum", [parts.AsInteger(IsUnderWay(status))], OnnxAttribute.Of("keepdims", 0));
        return Builder.Emit("Greater", [count, Builder.Constants.Integer(0)]);
    }

    private string Status(string status) => Builder.Emit(
        "Where",
        [IsUnderWay(status), Builder.Constants.Integer((long)IntegrationStatus.StepLimit), parts.AsInteger(status)]);

    private string IsUnderWay(string status) =>
        Builder.Emit("Less", [status, Builder.Constants.Float([AdaptiveTurn.Running / 2], Shape.Scalar)]);
}
