using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>The constants of an expression as tensors, each made once, whichever thread and dispose scope asks for it first.</summary>
internal sealed class TensorConstants : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, List<(double[] Values, Shape Shape, Tensor Tensor)>> _known = [];

    public Tensor Get(ReadOnlySpan<double> values, Shape shape)
    {
        var hash = default(HashCode);
        hash.Add(shape);
        hash.AddBytes(MemoryMarshal.AsBytes(values));
        using Lock.Scope exclusive = _lock.EnterScope();
        if (!_known.TryGetValue(hash.ToHashCode(), out List<(double[] Values, Shape Shape, Tensor Tensor)>? alike))
        {
            _known.Add(hash.ToHashCode(), alike = []);
        }

        foreach ((double[] known, Shape knownShape, Tensor tensor) in alike)
        {
            if (knownShape.Equals(shape) && MemoryMarshal.AsBytes(values).SequenceEqual(MemoryMarshal.AsBytes(known.AsSpan())))
            {
                return tensor;
            }
        }

        double[] copy = values.ToArray();
        long[] lengths = [.. shape.Dimensions.ToArray().Select(length => (long)length)];
        Tensor made = Tensors.From(copy, lengths).DetachFromDisposeScope();
        alike.Add((copy, shape, made));
        return made;
    }

    public void Dispose()
    {
        foreach ((_, _, Tensor made) in _known.Values.SelectMany(alike => alike))
        {
            made.Dispose();
        }

        _known.Clear();
    }
}
