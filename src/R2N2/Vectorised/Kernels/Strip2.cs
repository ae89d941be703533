using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>Two vectors.</summary>
internal readonly struct Strip2<T> : IStrip<Strip2<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _v0, _v1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Strip2(Vector512<T> v0, Vector512<T> v1) => (_v0, _v1) = (v0, v1);

    /// <inheritdoc/>
    public static int Width => 2 * Vector512<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip2<T> Load(ref T source) =>
        new(Vector512.LoadUnsafe(ref source), Vector512.LoadUnsafe(ref source, (nuint)Vector512<T>.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip2<T> MultiplyAdd(Vector512<T> factor, Strip2<T> x, Strip2<T> sum) =>
        new(
            Vectorised.MultiplyAdd.Of(factor, x._v0, sum._v0),
            Vectorised.MultiplyAdd.Of(factor, x._v1, sum._v1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination)
    {
        _v0.StoreUnsafe(ref destination);
        _v1.StoreUnsafe(ref destination, (nuint)Vector512<T>.Count);
    }
}
