namespace R2N2.Onnx;

/// <summary>Many steps, with every state.</summary>
/// <param name="parts">Inputs and numbers.</param>
internal sealed class RolloutGraph(IntegratorParts parts)
{
    /// <summary>Writes the loop.</summary>
    /// <param name="steps">The name of the number of steps.</param>
    /// <returns>The names of the trajectory, [N, Steps + 1, m], and of the status, [N].</returns>
    public (string Trajectory, string Status) Write(string steps)
    {
        OnnxBuilder builder = parts.Builder;
        OnnxValue status = builder.Names.Within("start", () => parts.Read(
            RolloutTurn.RecordStart(parts.Inputs), parts.Time, parts.State, parts.StepSize)[0]);
        RecordedFunction turn = RolloutTurn.Record(parts.Inputs);
        OnnxVariable[] variables =
        [
            parts.Variable("elapsed", parts.Reader.Constant([0.0], Shape.Scalar)),
            parts.Variable("y", parts.State),
            parts.Variable("status", status),
        ];
        (string[] last, string[] recorded) = new OnnxLoop(builder) { Scope = "rollout" }.Loop(steps, variables, null, [1], (_, values) =>
        {
            OnnxValue Now(int i) => parts.Value(values[i], variables[i]);
            OnnxValue[] next = parts.ReadStep(turn, Now(0), Now(1), Now(2), parts.Time, parts.StepSize);
            return ([.. next.Select(value => value.Name)], null);
        });
        return builder.Names.Within("end", () => (Trajectory(steps, recorded[0]), parts.AsInteger(last[2])));
    }

    // A loop without a turn leaves the axes of what it recorded open, so their lengths are told.
    private string Trajectory(string steps, string recorded)
    {
        OnnxBuilder builder = parts.Builder;
        OnnxConstants constants = builder.Constants;
        string count = builder.Emit("Unsqueeze", [steps, constants.Integers(0)]);
        string lengths = builder.Emit(
            "Concat", [count, builder.Emit("Shape", [parts.State.Name])], OnnxAttribute.Of("axis", 0));
        string states = builder.Emit("Reshape", [recorded, lengths], OnnxAttribute.Of("allowzero", 1));
        string ordered = builder.Emit("Transpose", [states], OnnxAttribute.Of("perm", [1, 0, 2]));
        string first = builder.Emit("Unsqueeze", [parts.State.Name, constants.Integers(1)]);
        return builder.Emit("Concat", [first, ordered], OnnxAttribute.Of("axis", 1));
    }
}
