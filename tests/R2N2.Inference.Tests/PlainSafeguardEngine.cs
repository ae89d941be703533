using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>What a safeguard asks an engine for, over plain arrays and for one instance: a stack is a batch.</summary>
/// <param name="family">The problem.</param>
/// <param name="parameters">The instance's numbers.</param>
internal sealed class PlainSafeguardEngine(EquationFamily family, NDArray[] parameters) : ISafeguardEngine<NDArray>
{
    public IReader<NDArray> Reader { get; } = new PlainReader();

    public IReadOnlyList<NDArray> Parameters => parameters;

    public NDArray Stack(NDArray[] values) =>
        new([values.Length, .. values[0].Lengths], [.. values.SelectMany(value => value.Values)]);

    public NDArray Part(NDArray stack, int index) => Reader.Index(stack, -stack.Rank, index);

    public NDArray Evaluate(NDArray points) => family.Evaluate(Reader, points, parameters);

    public NDArray Differentiate(NDArray x, NDArray directions) => family.Differentiate(Reader, x, directions, parameters);
}
