using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>The smaller of two numbers; NaN where one is.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal readonly struct Minimum<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Vector512<T> Of(Vector512<T> a, Vector512<T> b) => Vector512.Min(a, b);

    public static T Of(T a, T b) => T.Min(a, b);
}
