using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>A scheme as blocks run it: interpreted, or in groups with compiled kernels.</summary>
/// <typeparam name="T">The precision.</typeparam>
/// <param name="scheme">The scheme.</param>
/// <param name="single">The kernels of the groups in its plans for one lane; of a form for many lanes, those of detours only.</param>
/// <param name="wide">The kernels for many lanes; none of a form for one lane.</param>
internal sealed class LaneForm<T>(
    LaneScheme scheme, IReadOnlyDictionary<PlanStep, GroupKernel<T>> single, IReadOnlyDictionary<PlanStep, GroupKernel<T>> wide)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The scheme.</summary>
    public LaneScheme Scheme => scheme;

    /// <summary>A scheme as it is.</summary>
    /// <param name="scheme">The scheme.</param>
    public static LaneForm<T> Interpreted(LaneScheme scheme) =>
        new(scheme, new Dictionary<PlanStep, GroupKernel<T>>(), new Dictionary<PlanStep, GroupKernel<T>>());

    /// <summary>The kernels of the groups in its plans.</summary>
    /// <param name="layout">The lanes that they run over.</param>
    public IReadOnlyDictionary<PlanStep, GroupKernel<T>> Kernels(LaneLayout layout) => layout.IsSingle ? single : wide;
}
