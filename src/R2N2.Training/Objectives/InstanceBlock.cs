using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Some training instances as tensors: what one pass through the network works on at once.</summary>
/// <param name="count">The number of instances, N.</param>
/// <param name="initialGuess">x₀, [N, m], or [m] where all start from one point.</param>
/// <param name="parameters">Each parameter, [N, …].</param>
/// <param name="label">x*, [N, m]; null for the residual loss.</param>
/// <param name="scale">1/s, [N, 1]; null for 1.</param>
internal sealed class InstanceBlock(int count, Tensor initialGuess, Tensor[] parameters, Tensor? label, Tensor? scale) : IDisposable
{
    public int Count { get; } = count;

    public Tensor InitialGuess { get; } = initialGuess;

    public Tensor[] Parameters { get; } = parameters;

    public Tensor? Label { get; } = label;

    public Tensor? Scale { get; } = scale;

    /// <summary>The instances in random order, in parts of at most a given size; the caller disposes each.</summary>
    public IEnumerable<InstanceBlock> Shuffle(int size, Random random)
    {
        long[] order = [.. Enumerable.Range(0, Count).Select(row => (long)row)];
        random.Shuffle(order);
        foreach (long[] rows in order.Chunk(size))
        {
            yield return Select(rows);
        }
    }

    public void Dispose()
    {
        InitialGuess.Dispose();
        Label?.Dispose();
        Scale?.Dispose();
        foreach (Tensor parameter in Parameters)
        {
            parameter.Dispose();
        }
    }

    private InstanceBlock Select(long[] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor index = tensor(rows, dtype: ScalarType.Int64, device: InitialGuess.device);
        Tensor Rows(Tensor values) => values.index_select(0, index).DetachFromDisposeScope();

        return new InstanceBlock(
            rows.Length,
            InitialGuess.dim() == 1 ? InitialGuess.clone().DetachFromDisposeScope() : Rows(InitialGuess),
            [.. Parameters.Select(Rows)],
            Label is null ? null : Rows(Label),
            Scale is null ? null : Rows(Scale));
    }
}
