using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>An operation on one number, for vectors and for what is left over.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal interface IUnary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The operation.</summary>
    static abstract Vector512<T> Of(Vector512<T> a);

    /// <inheritdoc cref="Of(Vector512{T})"/>
    static abstract T Of(T a);
}
