using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>The constants of an expression as tensors, each made once, whichever thread and dispose scope asks for it first.</summary>
internal sealed class TensorConstants : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ConstantKey, Tensor> _known = [];
    private readonly Dictionary<long[], Tensor> _indices = new(ReferenceEqualityComparer.Instance);

    public Tensor Get(double[] values, Shape shape)
    {
        ConstantKey key = new(values, shape);
        using Lock.Scope exclusive = _lock.EnterScope();
        if (!_known.TryGetValue(key, out Tensor? tensor))
        {
            long[] lengths = [.. shape.Dimensions.ToArray().Select(length => (long)length)];
            tensor = Tensors.From(values, lengths).DetachFromDisposeScope();
            _known.Add(key, tensor);
        }

        return tensor;
    }

    /// <summary>Indices, by the array that holds them.</summary>
    public Tensor Indices(long[] values)
    {
        using Lock.Scope exclusive = _lock.EnterScope();
        if (!_indices.TryGetValue(values, out Tensor? made))
        {
            using Tensor borrowed = tensor(values);
            made = borrowed.clone().DetachFromDisposeScope();
            _indices.Add(values, made);
        }

        return made;
    }

    public void Dispose()
    {
        foreach (Tensor made in _known.Values.Concat(_indices.Values))
        {
            made.Dispose();
        }

        _known.Clear();
        _indices.Clear();
    }
}
