using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>a · b.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal readonly struct Multiplication<T> : IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Vector512<T> Of(Vector512<T> a, Vector512<T> b) => a * b;

    public static T Of(T a, T b) => a * b;
}
