using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>(scale x)², added by <see cref="MultiplyAdd"/>.</summary>
internal readonly ref struct ScaledSquareTerm<T>(ref T x, Vector512<T> scale) : ITerm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _x = ref x;
    private readonly Vector512<T> _scale = scale;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Add(Vector512<T> sum, int at) => Add(sum, Vector512.LoadUnsafe(ref _x, (nuint)at));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Add(Vector512<T> sum, Numbers numbers) => Add(sum, numbers.Of(ref _x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<T> Add(Vector512<T> sum, Vector512<T> x) => MultiplyAdd.Of(x * _scale, x * _scale, sum);
}
