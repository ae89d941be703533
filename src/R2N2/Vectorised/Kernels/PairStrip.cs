using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>Two strips side by side.</summary>
internal readonly struct PairStrip<TStrip, T>(TStrip left, TStrip right) : IStrip<PairStrip<TStrip, T>, T>
    where TStrip : struct, IStrip<TStrip, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TStrip _left = left;
    private readonly TStrip _right = right;

    /// <inheritdoc/>
    public static int Width => 2 * TStrip.Width;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairStrip<TStrip, T> Load(ref T source) =>
        new(TStrip.Load(ref source), TStrip.Load(ref Unsafe.Add(ref source, TStrip.Width)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairStrip<TStrip, T> Of(T number)
    {
        var half = TStrip.Of(number);
        return new(half, half);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairStrip<TStrip, T> MultiplyAdd(
        PairStrip<TStrip, T> factor, PairStrip<TStrip, T> x, PairStrip<TStrip, T> sum) => new(
            TStrip.MultiplyAdd(factor._left, x._left, sum._left), TStrip.MultiplyAdd(factor._right, x._right, sum._right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination)
    {
        _left.Store(ref destination);
        _right.Store(ref Unsafe.Add(ref destination, TStrip.Width));
    }
}
