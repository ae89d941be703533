using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>As many lanes as a vector has numbers.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal readonly struct VectorOfLanes<T> : ILanes<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static int Count => Vector512<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(ref T element) => Vector512.LoadUnsafe(ref element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> numbers, ref T element) => numbers.StoreUnsafe(ref element);
}
