using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>How a kernel that computes one vector of lanes after another finds an element of them.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal interface ILanes<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many lanes there are in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>The numbers of an element.</summary>
    /// <param name="element">The first.</param>
    static abstract Vector512<T> Load(ref T element);

    /// <summary>Writes the numbers of an element.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="element">The first.</param>
    static abstract void Store(Vector512<T> numbers, ref T element);
}
