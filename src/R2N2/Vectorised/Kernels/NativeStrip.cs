using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>A vector of the size of this processor's registers, where they are smaller.</summary>
internal readonly struct NativeStrip<T>(Vector<T> numbers) : IStrip<NativeStrip<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _numbers = numbers;

    /// <inheritdoc/>
    public static int Width => Vector<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeStrip<T> Load(ref T source) => new(Vector.LoadUnsafe(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeStrip<T> Of(T number) => new(Vector.Create(number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeStrip<T> MultiplyAdd(NativeStrip<T> factor, NativeStrip<T> x, NativeStrip<T> sum) =>
        new(Vectorised.MultiplyAdd.Of(factor._numbers, x._numbers, sum._numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination) => _numbers.StoreUnsafe(ref destination);
}
