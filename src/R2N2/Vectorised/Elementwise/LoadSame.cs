using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>One number for all places.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal readonly struct LoadSame<T> : ILoad<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Vector512<T> Vector(ref T row, nuint i) => Vector512.Create(row);

    public static T Number(ref T row, nuint i) => row;
}
