using R2N2.Onnx;
using R2N2.Vectorised;

namespace R2N2;

/// <summary>Makes runners of the precision that a file asks for.</summary>
internal static class LaneRunners
{
    /// <inheritdoc cref="LaneRunner{T}.LaneRunner"/>
    public static ILaneRunner Of(object owner, LaneScheme scheme, BatchSignature signature, int limit, int threads) => signature.Precision switch
    {
        OnnxPrecision.Float64 => new LaneRunner<double>(owner, scheme, signature, limit, threads),
        OnnxPrecision.Float32 => new LaneRunner<float>(owner, scheme, signature, limit, threads),
    };
}
