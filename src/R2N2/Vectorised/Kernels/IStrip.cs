using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>One vector or several side by side, which stay in registers.</summary>
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

    /// <summary>The strip that holds one number everywhere.</summary>
    static abstract TSelf Of(T number);

    /// <summary>sum + factor x, number by number.</summary>
    static abstract TSelf MultiplyAdd(TSelf factor, TSelf x, TSelf sum);

    /// <summary>Writes it to where it shall begin.</summary>
    void Store(ref T destination);
}
