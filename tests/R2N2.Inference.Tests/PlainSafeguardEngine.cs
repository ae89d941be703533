namespace R2N2.Inference.Tests;

/// <summary>What a safeguard asks an engine for, over plain arrays and for one instance: a stack is a batch.</summary>
/// <param name="family">The problem.</param>
/// <param name="parameters">The instance's numbers.</param>
internal sealed class PlainSafeguardEngine(EquationFamily family, ArrayValue[] parameters) : ISafeguardEngine<ArrayValue>
{
    public IReader<ArrayValue> Reader => ArrayReader.Instance;

    public ArrayValue Stack(ArrayValue[] values) =>
        new([.. values.SelectMany(value => value.Values)], values.Length, values[0].Shape);

    public ArrayValue Part(ArrayValue stack, int index) => new(stack.Of(index).ToArray(), 1, stack.Shape);

    public ArrayValue Evaluate(ArrayValue points) => family.Evaluate(Reader, points, parameters);

    public ArrayValue Differentiate(ArrayValue x, ArrayValue directions) => family.Differentiate(Reader, x, directions, parameters);
}
