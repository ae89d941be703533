namespace R2N2.Onnx;

/// <summary>Steps whose size follows the error estimate, until every instance is at its end.</summary>
/// <param name="parts">Inputs and numbers.</param>
/// <param name="options">The step control.</param>
/// <param name="precision">The floating-point type.</param>
internal sealed class AdaptiveGraph(IntegratorParts parts, AdaptiveOptions options, OnnxPrecision precision)
{
    private OnnxBuilder Builder => parts.Builder;

    /// <summary>Writes the loop.</summary>
    /// <param name="end">Where each instance ends, [N].</param>
    public AdaptiveGraphResult Write(OnnxValue end)
    {
        AdaptiveTurn control = new(parts.Inputs, options, precision.Resolution());
        (AdaptiveState<OnnxValue> start, AdaptiveInstance<OnnxValue> instance) = Builder.Names.Within("start", () =>
            control.Start(parts.Reader, parts.Time, parts.State, end, parts.StepSize, parts.Parameters));
        OnnxVariable[] variables = Builder.Names.Within("start", () => start.Values.Zip(
            AdaptiveState<OnnxValue>.Labels, (value, label) => OnnxVariable.Of(Builder, label, parts.Complete(value))).ToArray());
        string any = Builder.Names.Within("start", () => AnyUnderWay(start));
        AdaptiveState<OnnxValue> StateOf(string[] values) =>
            AdaptiveState<OnnxValue>.Of([.. variables.Zip(values, (variable, name) => variable.Value(name))]);

        (string[] last, _) = new OnnxLoop(Builder) { Scope = "integration" }.Loop(
            Builder.Constants.Integer(options.StepLimit), variables, any, [], (_, values) =>
            {
                AdaptiveState<OnnxValue> next = control.Next(parts.Reader, StateOf(values), instance, parts.Numbers);
                return ([.. next.Values.Select(value => parts.Complete(value).Name)], AnyUnderWay(next));
            });
        return Builder.Names.Within("end", () =>
        {
            AdaptiveState<OnnxValue> state = StateOf(last);
            (OnnxValue reached, OnnxValue status) = AdaptiveTurn.End(parts.Reader, state, parts.Time, end);
            return new AdaptiveGraphResult(
                state.State.Name,
                parts.Complete(reached).Name,
                Builder.AsInteger(status.Name),
                Builder.AsInteger(state.Accepted.Name),
                Builder.AsInteger(state.Rejected.Name));
        });
    }

    private string AnyUnderWay(AdaptiveState<OnnxValue> state) =>
        Builder.Any(Builder.IsLess(parts.Complete(state.Status).Name, AdaptiveTurn.Running / 2));
}
