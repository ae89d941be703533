using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>A number for each place.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal readonly struct LoadEach<T> : ILoad<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Vector512<T> Vector(ref T row, nuint i) => Vector512.LoadUnsafe(ref row, i);

    public static T Number(ref T row, nuint i) => Unsafe.Add(ref row, i);
}
