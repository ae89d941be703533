using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>One vector.</summary>
internal readonly struct Strip1<T> : IStrip<Strip1<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _v0;

    private Strip1(Vector512<T> v0) => _v0 = v0;

    /// <inheritdoc/>
    public static int Width => Vector512<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip1<T> Load(ref T source) => new(Vector512.LoadUnsafe(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip1<T> MultiplyAdd(Vector512<T> factor, Strip1<T> x, Strip1<T> sum) =>
        new(Vectorised.MultiplyAdd.Of(factor, x._v0, sum._v0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination) => _v0.StoreUnsafe(ref destination);
}
