using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>One lane alone: the same arithmetic as in company, on a vector of equal numbers.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal readonly struct SingleLane<T> : ILanes<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(ref T element) => Vector512.Create(element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> numbers, ref T element) => element = numbers.ToScalar();
}
