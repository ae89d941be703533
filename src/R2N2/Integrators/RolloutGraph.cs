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
        RolloutTurn turn = new(parts.Inputs);
        RolloutState<OnnxValue> start = builder.Names.Within("start", () =>
            turn.Start(parts.Reader, parts.Time, parts.State, parts.StepSize, parts.Parameters));
        OnnxVariable Variable(string label, OnnxValue value) =>
            builder.Names.Within("start", () => OnnxVariable.Of(builder, label, parts.Complete(value)));

        OnnxVariable elapsed = Variable("elapsed", start.Elapsed);
        OnnxVariable y = Variable("y", start.State);
        OnnxVariable status = Variable("status", start.Status);
        OnnxVariable[] variables = [elapsed, y, status];
        RolloutState<OnnxValue> StateOf(string[] values) =>
            new(elapsed.Value(values[0]), y.Value(values[1]), status.Value(values[2]));

        int[] trajectory = [Array.IndexOf(variables, y)];
        (string[] last, string[] recorded) = new OnnxLoop(builder) { Scope = "rollout" }.Loop(steps, variables, null, trajectory, (_, values) =>
        {
            RolloutState<OnnxValue> next = turn.Next(
                parts.Reader, StateOf(values), parts.Time, parts.StepSize, parts.Parameters, parts.Numbers);
            return ([.. new[] { next.Elapsed, next.State, next.Status }.Select(value => parts.Complete(value).Name)], null);
        });
        return builder.Names.Within("end", () => (Trajectory(steps, recorded[0]), builder.AsInteger(StateOf(last).Status.Name)));
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
