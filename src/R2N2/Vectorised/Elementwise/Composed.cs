using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>An operation on a and b, then one on the result and c.</summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TFirst">The first operation.</typeparam>
/// <typeparam name="TSecond">The second.</typeparam>
internal readonly struct Composed<T, TFirst, TSecond> : ITernary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFirst : struct, IBinary<T>
    where TSecond : struct, IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of(Vector512<T> a, Vector512<T> b, Vector512<T> c) => TSecond.Of(TFirst.Of(a, b), c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of(T a, T b, T c) => TSecond.Of(TFirst.Of(a, b), c);
}
