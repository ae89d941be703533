using System.Numerics;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>How values lie in memory: element after element, and of each element the numbers of all lanes.</summary>
/// <param name="lanes">How many instances are computed together: one, or a multiple of <see cref="Multiple{T}"/>.</param>
/// <param name="multiple">The numbers of a vector register.</param>
internal readonly struct LaneLayout(int lanes, int multiple)
{
    /// <summary>How many instances are computed together.</summary>
    public int Lanes => lanes;

    /// <summary>Whether a value is the numbers of one instance, in a row.</summary>
    public bool IsSingle => lanes == 1;

    /// <summary>The numbers of a vector register: 8 in double precision, 16 in single.</summary>
    public static int Multiple<T>()
        where T : unmanaged => Vector512<T>.Count;

    /// <summary>The layout for some lanes.</summary>
    /// <typeparam name="T">The precision.</typeparam>
    public static LaneLayout Of<T>(int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(lanes, Multiple<T>());

    /// <summary>The numbers that a value takes up, whole vectors.</summary>
    /// <param name="size">Its elements.</param>
    public int Extent(int size) => checked(IsSingle ? RoundUp(size) : size * lanes);

    /// <summary>The next whole number of vectors.</summary>
    public int RoundUp(int count) => (count + multiple - 1) / multiple * multiple;
}
