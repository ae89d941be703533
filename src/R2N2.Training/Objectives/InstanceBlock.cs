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

    /// <summary>Some consecutive instances, on the same memory; the caller disposes the result.</summary>
    public InstanceBlock Rows(int start, int count)
    {
        Tensor Part(Tensor values) => values.narrow(0, start, count).DetachFromDisposeScope();

        return Map(count, Part);
    }

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
        return Map(rows.Length, values => values.index_select(0, index).DetachFromDisposeScope());
    }

    // A common initial guess, [m], has no rows to choose from.
    private InstanceBlock Map(int count, Func<Tensor, Tensor> rows) => new(
        count,
        InitialGuess.dim() == 1 ? InitialGuess.alias().DetachFromDisposeScope() : rows(InitialGuess),
        [.. Parameters.Select(rows)],
        Label is null ? null : rows(Label),
        Scale is null ? null : rows(Scale));
}
