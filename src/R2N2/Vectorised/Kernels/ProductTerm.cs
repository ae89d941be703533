using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>left right, added by <see cref="MultiplyAdd"/>.</summary>
internal readonly ref struct ProductTerm<T>(ref T left, ref T right) : ITerm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _left = ref left;
    private readonly ref T _right = ref right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Add(Vector512<T> sum, int at) =>
        MultiplyAdd.Of(Vector512.LoadUnsafe(ref _left, (nuint)at), Vector512.LoadUnsafe(ref _right, (nuint)at), sum);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Add(Vector512<T> sum, Numbers numbers) =>
        MultiplyAdd.Of(numbers.Of(ref _left), numbers.Of(ref _right), sum);
}
