using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>1 above 0, -1 below, and the number itself where it is 0 or NaN.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal readonly struct SignOf<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Vector512<T> Of(Vector512<T> a)
    {
        Vector512<T> below = Vector512.ConditionalSelect(Vector512.LessThan(a, Vector512<T>.Zero), -Vector512<T>.One, a);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(a, Vector512<T>.Zero), Vector512<T>.One, below);
    }

    public static T Of(T a) => a > T.Zero ? T.One : a < T.Zero ? -T.One : a;
}
