using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>√a.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal readonly struct SquareRoot<T> : IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Vector512<T> Of(Vector512<T> a) => Vector512.Sqrt(a);

    public static T Of(T a) => T.Sqrt(a);
}
