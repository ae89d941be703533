using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>How the numbers of a row are found.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal interface ILoad<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A vector of them.</summary>
    /// <param name="row">Where they begin.</param>
    /// <param name="i">The place of the first.</param>
    static abstract Vector512<T> Vector(ref T row, nuint i);

    /// <summary>One of them.</summary>
    /// <param name="row">Where they begin.</param>
    /// <param name="i">Its place.</param>
    static abstract T Number(ref T row, nuint i);
}
