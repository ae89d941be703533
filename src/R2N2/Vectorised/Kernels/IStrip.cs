using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>A few vectors side by side that stay in registers.</summary>
/// <typeparam name="TSelf">The strip.</typeparam>
/// <typeparam name="T">The numbers.</typeparam>
internal interface IStrip<TSelf, T>
    where TSelf : struct, IStrip<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many numbers it holds.</summary>
    static abstract int Width { get; }

    /// <summary>The strip that begins at a place in memory.</summary>
    static abstract TSelf Load(ref T source);

    /// <summary>sum + factor x, the factor the same in all lanes or a number of each.</summary>
    static abstract TSelf MultiplyAdd(Vector512<T> factor, TSelf x, TSelf sum);

    /// <summary>Writes it to where it shall begin.</summary>
    void Store(ref T destination);
}
