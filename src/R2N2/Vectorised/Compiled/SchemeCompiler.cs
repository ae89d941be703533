using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>Compiles what all lanes do; what few of them do in between stays interpreted.</summary>
internal static class SchemeCompiler
{
    /// <summary>The compiled form of a scheme.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="isSingle">Whether blocks have one lane.</param>
    [RequiresDynamicCode("Kernels are compiled at run time.")]
    public static LaneForm<T> Compile<T>(LaneScheme scheme, bool isSingle)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dictionary<PlanStep, GroupKernel<T>> kernels = new(ReferenceEqualityComparer.Instance);
        LaneScheme grouped = scheme.With(stage => stage.Where is null ? stage with { Plan = PlanGrouping.Group(stage.Plan) } : stage);
        foreach (PlanStep group in grouped.Stages.SelectMany(stage => stage.Plan.Steps).Where(step => step.Operation == Operation.Group))
        {
            kernels.Add(group, new GroupCompiler<T>(group, isSingle).Compile());
        }

        return new LaneForm<T>(grouped, kernels);
    }
}
