using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Tensors from arrays, and what arithmetic TorchSharp offers only with a <c>Scalar</c>.</summary>
internal static class Tensors
{
    // The one Scalar there is: held for as long as the process runs, so that no native call can outlive it.
#pragma warning disable RS0030
    private static readonly Scalar _one = 1.0.ToScalar();
#pragma warning restore RS0030

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

    /// <summary>left + right. TorchSharp's own sum makes a <c>Scalar</c>; BannedSymbols.txt says why none may be made.</summary>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, _one);

    /// <summary>The square of each number.</summary>
    public static Tensor Squared(this Tensor values) => values.mul(values);
}
