using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>An operation on two numbers, for vectors and for what is left over.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal interface IBinary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The operation.</summary>
    static abstract Vector512<T> Of(Vector512<T> a, Vector512<T> b);

    /// <inheritdoc cref="Of(Vector512{T}, Vector512{T})"/>
    static abstract T Of(T a, T b);
}
