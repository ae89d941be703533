using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>One evaluation of a loss with one reader: over tensors for the value alone, over duals for the Jacobian too.</summary>
/// <param name="reader">The reader.</param>
/// <param name="lift">Turns a tensor that does not depend on the coefficients into what the reader reads.</param>
/// <param name="block">The instances.</param>
/// <param name="theta">The coefficients, each [S, 1].</param>
/// <param name="starts">S.</param>
/// <typeparam name="T">What the reader reads.</typeparam>
internal sealed class Pass<T>(IReader<T> reader, Func<Tensor, T> lift, InstanceBlock block, T[] theta, long starts)
    where T : class
{
    private readonly T[] _parameters = [.. block.Parameters.Select(lift)];

    public IReader<T> Reader { get; } = reader;

    public InstanceBlock Block { get; } = block;

    public IReadOnlyList<T> Theta { get; } = theta;

    /// <summary>The parameters, each [N, …].</summary>
    public IReadOnlyList<T> Parameters => _parameters;

    /// <summary>The initial state, [S, N, m].</summary>
    public T InitialState() => lift(Block.InitialGuess.expand(starts, Block.Count, Block.InitialGuess.shape[^1]));

    /// <summary>A tensor that does not depend on the coefficients.</summary>
    public T Lift(Tensor value) => lift(value);
}
