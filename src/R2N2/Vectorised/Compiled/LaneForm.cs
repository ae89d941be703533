using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>A scheme as blocks run it: interpreted, or in groups with compiled kernels.</summary>
/// <typeparam name="T">The precision.</typeparam>
/// <param name="scheme">The scheme.</param>
/// <param name="kernels">The kernels of the groups in its plans.</param>
internal sealed class LaneForm<T>(LaneScheme scheme, IReadOnlyDictionary<PlanStep, GroupKernel<T>> kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The scheme.</summary>
    public LaneScheme Scheme => scheme;

    /// <summary>The kernels of the groups in its plans.</summary>
    public IReadOnlyDictionary<PlanStep, GroupKernel<T>> Kernels => kernels;

    /// <summary>A scheme as it is.</summary>
    /// <param name="scheme">The scheme.</param>
    public static LaneForm<T> Interpreted(LaneScheme scheme) => new(scheme, new Dictionary<PlanStep, GroupKernel<T>>());
}
