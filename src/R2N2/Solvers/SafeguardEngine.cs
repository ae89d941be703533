namespace R2N2.Onnx;

/// <summary>Evaluates all that a safeguard asks for in one copy of f: stacks have a further batch axis in front.</summary>
/// <param name="parts">f, for the instances that need a safeguard.</param>
internal sealed class SafeguardEngine(SolverParts parts) : ISafeguardEngine<OnnxValue>
{
    public IReader<OnnxValue> Reader => parts.Reader;

    public IReadOnlyList<OnnxValue> Parameters => parts.Parameters;

    private OnnxBuilder Builder => parts.Builder;

    public OnnxValue Stack(OnnxValue[] values)
    {
        OnnxValue[] complete = Array.ConvertAll(values, parts.Complete);
        string[] rows = [.. complete.Select(value => Builder.Emit("Unsqueeze", [value.Name, Builder.Constants.Integers(0)]))];
        string stacked = Builder.Emit("Concat", rows, OnnxAttribute.Of("axis", 0));
        return new OnnxValue(stacked, complete[0].Shape, BatchAxes.Of([BatchAxes.OfLength(values.Length), .. parts.Batch.Names]));
    }

    public OnnxValue Part(OnnxValue stack, int index) => new(
        Builder.Emit("Gather", [stack.Name, Builder.Constants.Integer(index)], OnnxAttribute.Of("axis", 0)), stack.Shape, parts.Batch);

    public OnnxValue Evaluate(OnnxValue points) => parts.Residual(points);

    public OnnxValue Differentiate(OnnxValue x, OnnxValue directions) => parts.Differentiate(x, directions);
}
