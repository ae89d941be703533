using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Tensors from arrays, and arithmetic with numbers.</summary>
internal static class Tensors
{
    private static readonly Scalar _one = 1.0.ToScalar();

    /// <summary>A float64 tensor with a copy of the numbers.</summary>
    /// <remarks>
    /// TorchSharp's own tensors lie on the array, wherever the garbage collector put it, and native kernels round
    /// differently at different alignments. Memory of libtorch's own is always aligned, so equal runs give equal bits.
    /// </remarks>
    public static Tensor From(double[] values, ReadOnlySpan<long> shape)
    {
        using Tensor borrowed = tensor(values, shape, dtype: ScalarType.Float64);
        return borrowed.clone();
    }

    /// <summary>left + right.</summary>
    /// <remarks>
    /// TorchSharp's own sum and its products with numbers make a scalar that nobody holds during the native call; the garbage
    /// collector may free it meanwhile, and the call reads what lies there then. Scalars of this class live long enough.
    /// </remarks>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, _one);

    /// <summary>The numbers, but at least a given one.</summary>
    /// <remarks>As for <see cref="Plus"/>.</remarks>
    public static Tensor AtLeast(this Tensor values, double least)
    {
        using Scalar bound = least.ToScalar();
        return values.clamp_min(bound);
    }
}
