using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>a · b - c.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal readonly struct MultiplySubtraction<T> : ITernary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Vector512<T> Of(Vector512<T> a, Vector512<T> b, Vector512<T> c) => MultiplyAdd.Of(a, b, -c);

    public static T Of(T a, T b, T c) => MultiplyAdd.Of(a, b, -c);
}
