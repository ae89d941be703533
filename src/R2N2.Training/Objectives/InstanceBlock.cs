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

    /// <summary>The row of the table that each instance is, from 0, [N]; empty where there is no table.</summary>
    public ReadOnlyMemory<long> Index { get; set; }

    public Tensor InitialGuess { get; } = initialGuess;

    public Tensor[] Parameters { get; } = parameters;

    public Tensor? Label { get; } = label;

    public Tensor? Scale { get; } = scale;

    /// <summary>Some consecutive instances, on the same memory; the caller disposes the result.</summary>
    public InstanceBlock Rows(int start, int count)
    {
        Tensor Part(Tensor values) => values.narrow(0, start, count).DetachFromDisposeScope();

        // A common initial guess, [m], has no rows to choose from.
        return new InstanceBlock(
            count,
            InitialGuess.dim() == 1 ? InitialGuess.alias().DetachFromDisposeScope() : Part(InitialGuess),
            [.. Parameters.Select(Part)],
            Label is null ? null : Part(Label),
            Scale is null ? null : Part(Scale))
        {
            Index = Index.IsEmpty ? Index : Index.Slice(start, count),
        };
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
}
