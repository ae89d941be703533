using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>x², added by <see cref="MultiplyAdd"/>.</summary>
internal readonly ref struct SquareTerm<T>(ref T x) : ITerm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _x = ref x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Add(Vector512<T> sum, int at) => Add(sum, Vector512.LoadUnsafe(ref _x, (nuint)at));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Add(Vector512<T> sum, Numbers numbers) => Add(sum, numbers.Of(ref _x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Add(Vector512<T> sum, Vector512<T> x) => MultiplyAdd.Of(x, x, sum);
}
