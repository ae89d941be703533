using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>Up to a vector of numbers of one instance.</summary>
/// <param name="At">The first of them.</param>
/// <param name="Stride">From there to the next.</param>
/// <param name="Count">How many.</param>
/// <param name="Readable">Whether a whole vector can be read at the first.</param>
internal readonly record struct Numbers(int At, int Stride, int Count, bool Readable)
{
    /// <summary>The numbers, with zeros behind the last.</summary>
    /// <param name="array">What they are taken from.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Of<T>(ref T array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Stride == 1 && Readable
            ? Vector512.LoadUnsafe(ref array, (nuint)At)
                & Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(Count)))
            : Gather(ref array);

    private Vector512<T> Gather<T>(ref T array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> gathered = default;
        for (int i = 0; i < Count; i++)
        {
            Unsafe.Add(ref Unsafe.As<Vector512<T>, T>(ref gathered), i) = Unsafe.Add(ref array, At + (i * Stride));
        }

        return gathered;
    }
}
