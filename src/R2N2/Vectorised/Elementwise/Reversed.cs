using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>An operation on b and a.</summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TOperation">The operation.</typeparam>
internal readonly struct Reversed<T, TOperation> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of(Vector512<T> a, Vector512<T> b) => TOperation.Of(b, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of(T a, T b) => TOperation.Of(b, a);
}
