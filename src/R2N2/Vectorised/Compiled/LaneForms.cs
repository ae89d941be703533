using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>The present form of a scheme for one instance or for many: interpreted at first, compiled in the background once the scheme is used much.</summary>
/// <typeparam name="T">The precision.</typeparam>
/// <param name="scheme">The scheme.</param>
/// <param name="isSingle">Whether blocks have one lane.</param>
internal sealed class LaneForms<T>(LaneScheme scheme, bool isSingle)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // About as long as compilation takes.
    private const long TurnsUntilCompiled = 50_000;

    private readonly LaneForm<T> _interpreted = LaneForm<T>.Interpreted(scheme);
    private Task<LaneForm<T>>? _compilation;

    // Not the browser's runtime, which makes dynamic methods too, but interprets them.
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))]
    private static bool CanCompile => RuntimeFeature.IsDynamicCodeCompiled;

    /// <summary>The fastest form that there is by now.</summary>
    public LaneForm<T> Current =>
        Volatile.Read(ref _compilation) is { IsCompletedSuccessfully: true } done ? done.GetAwaiter().GetResult() : _interpreted;

    /// <summary>Counts turns, until the scheme has had so many that this form of it is compiled.</summary>
    /// <param name="total">Those of the scheme so far, in either form: a rare instance that is left alone must not meet the interpreter for long.</param>
    /// <param name="turns">How many more.</param>
    public void Count(ref long total, long turns)
    {
        if (CanCompile && _compilation is null && Interlocked.Add(ref total, turns) >= TurnsUntilCompiled)
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
