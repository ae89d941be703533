using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>Compiles what lanes do.</summary>
internal static class SchemeCompiler
{
    /// <summary>The compiled form of a scheme.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="isSingle">Whether blocks have one lane.</param>
    [RequiresDynamicCode("Kernels are compiled at run time.")]
    public static LaneForm<T> Compile<T>(LaneScheme scheme, bool isSingle)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LaneScheme grouped = scheme.With(stage => stage with { Plan = PlanGrouping.Group(stage.Plan) });

        // Of many lanes, one alone may need a detour.
        IEnumerable<LaneStage> ofOne = isSingle ? grouped.Stages : grouped.Stages.Where(stage => stage.Where is not null);
        IEnumerable<LaneStage> ofMany = isSingle ? [] : grouped.Stages;
        return new LaneForm<T>(grouped, Kernels<T>(ofOne, isSingle: true), Kernels<T>(ofMany, isSingle: false));
    }

    [RequiresDynamicCode("Kernels are compiled at run time.")]
    private static Dictionary<PlanStep, GroupKernel<T>> Kernels<T>(IEnumerable<LaneStage> stages, bool isSingle)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dictionary<PlanStep, GroupKernel<T>> kernels = new(ReferenceEqualityComparer.Instance);
        foreach (PlanStep group in stages.SelectMany(stage => stage.Plan.Steps).Where(step => step.Operation == Operation.Group))
        {
            kernels.Add(group, new GroupCompiler<T>(group, isSingle).Compile());
        }

        return kernels;
    }
}
