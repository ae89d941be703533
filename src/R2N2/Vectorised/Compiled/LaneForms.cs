using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>The present form of a scheme for one instance or for many: interpreted at first, compiled in the background on request.</summary>
/// <typeparam name="T">The precision.</typeparam>
/// <param name="scheme">The scheme.</param>
/// <param name="isSingle">Whether blocks have one lane.</param>
internal sealed class LaneForms<T>(LaneScheme scheme, bool isSingle)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LaneForm<T> _interpreted = LaneForm<T>.Interpreted(scheme);
    private Task<LaneForm<T>>? _compilation;

    // Not the browser's runtime, which makes dynamic methods too, but interprets them.
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))]
    private static bool CanCompile => RuntimeFeature.IsDynamicCodeCompiled;

    /// <summary>The fastest form that there is by now.</summary>
    public LaneForm<T> Current =>
        Volatile.Read(ref _compilation) is { IsCompletedSuccessfully: true } done ? done.GetAwaiter().GetResult() : _interpreted;

    /// <summary>Begins to compile in the background, where the runtime can and that was not begun before.</summary>
    public void CompileSoon()
    {
        if (CanCompile && _compilation is null)
        {
            Begin();
        }
    }

    /// <summary>Compiles now, where the runtime can; false where it cannot.</summary>
    public bool Compile()
    {
        if (CanCompile)
        {
            Begin().Wait();
        }

        return CanCompile;
    }

    [RequiresDynamicCode("Kernels are compiled at run time.")]
    private Task<LaneForm<T>> Begin()
    {
        Task<LaneForm<T>> compilation = new(() => SchemeCompiler.Compile<T>(scheme, isSingle));
        if (Interlocked.CompareExchange(ref _compilation, compilation, null) is { } begun)
        {
            return begun;
        }

        compilation.Start(TaskScheduler.Default);
        return compilation;
    }
}
