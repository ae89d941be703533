using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Tensors from arrays.</summary>
internal static class Tensors
{
    /// <summary>A float64 tensor with a copy of the numbers.</summary>
    /// <remarks>
    /// TorchSharp's own tensors lie on the array, wherever the garbage collector put it, and native kernels round
    /// differently at different alignments. Memory of libtorch's own is always aligned, so equal runs give equal bits.
    /// </remarks>
    public static Tensor From(double[] values, ReadOnlySpan<long> shape, Device device)
    {
        using Tensor borrowed = tensor(values, shape, dtype: ScalarType.Float64);
        return device.type == DeviceType.CPU ? borrowed.clone() : borrowed.to(device);
    }
}
