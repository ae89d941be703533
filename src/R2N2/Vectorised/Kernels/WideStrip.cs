using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>A vector of 512 bits, where the processor has registers of that size.</summary>
internal readonly struct WideStrip<T>(Vector512<T> numbers) : IStrip<WideStrip<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _numbers = numbers;

    /// <inheritdoc/>
    public static int Width => Vector512<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideStrip<T> Load(ref T source) => new(Vector512.LoadUnsafe(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideStrip<T> Of(T number) => new(Vector512.Create(number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideStrip<T> MultiplyAdd(WideStrip<T> factor, WideStrip<T> x, WideStrip<T> sum) =>
        new(Vectorised.MultiplyAdd.Of(factor._numbers, x._numbers, sum._numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination) => _numbers.StoreUnsafe(ref destination);
}
