using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>Four vectors.</summary>
internal readonly struct Strip4<T> : IStrip<Strip4<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Strip2<T> _low, _high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Strip4(Strip2<T> low, Strip2<T> high) => (_low, _high) = (low, high);

    /// <inheritdoc/>
    public static int Width => 2 * Strip2<T>.Width;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip4<T> Load(ref T source) =>
        new(Strip2<T>.Load(ref source), Strip2<T>.Load(ref Unsafe.Add(ref source, Strip2<T>.Width)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip4<T> MultiplyAdd(Vector512<T> factor, Strip4<T> x, Strip4<T> sum) =>
        new(Strip2<T>.MultiplyAdd(factor, x._low, sum._low), Strip2<T>.MultiplyAdd(factor, x._high, sum._high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination)
    {
        _low.Store(ref destination);
        _high.Store(ref Unsafe.Add(ref destination, Strip2<T>.Width));
    }
}
