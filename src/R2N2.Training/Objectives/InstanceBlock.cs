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
