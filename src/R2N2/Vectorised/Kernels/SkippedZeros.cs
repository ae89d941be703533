using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>
/// What the zeros of a matrix contribute to a product although a sparse kernel skips them: zero times an infinite number, or one that
/// is none, is none. A product of a matrix that holds all its elements is the same by either kernel.
/// </summary>
/// <param name="rows">The elements that are not zero.</param>
/// <param name="columns">The columns of the matrix.</param>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class SkippedZeros<T>(SparseRows rows, int columns)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Adds them to y = A x.</summary>
    /// <param name="x">As many rows as A has columns, of so many numbers.</param>
    /// <param name="y">The products without them.</param>
    /// <param name="width">The numbers of a row.</param>
    public void Add(ref T x, ref T y, int width)
    {
        if (IsFinite(ref x, columns * width))
        {
            return;
        }

        for (int at = 0; at < width; at++)
        {
            int all = 0;
            for (int column = 0; column < columns; column++)
            {
                all += T.IsFinite(Unsafe.Add(ref x, (column * width) + at)) ? 0 : 1;
            }

            if (all > 0)
            {
                Add(ref Unsafe.Add(ref x, at), ref Unsafe.Add(ref y, at), width, all);
            }
        }
    }

    // A row that does not read all of the numbers that are not finite has a zero for one of them.
    private void Add(ref T x, ref T y, int width, int all)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            int read = 0;
            for (int k = rows.Starts[row]; k < rows.Starts[row + 1]; k++)
            {
                read += T.IsFinite(Unsafe.Add(ref x, rows.Columns[k] * width)) ? 0 : 1;
            }

            if (read < all)
            {
                Unsafe.Add(ref y, row * width) = T.NaN;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static bool IsFinite(ref T numbers, int count)
    {
        Vector512<T> first = default, second = default;
        int i = 0;
        for (; i + (2 * Vector512<T>.Count) <= count; i += 2 * Vector512<T>.Count)
        {
            first = MultiplyAdd.Of(Vector512.LoadUnsafe(ref numbers, (nuint)i), Vector512<T>.Zero, first);
            second = MultiplyAdd.Of(Vector512.LoadUnsafe(ref numbers, (nuint)(i + Vector512<T>.Count)), Vector512<T>.Zero, second);
        }

        bool isFinite = Vector512.EqualsAll(first + second, Vector512<T>.Zero);
        for (; i < count; i++)
        {
            isFinite &= T.IsFinite(Unsafe.Add(ref numbers, i));
        }

        return isFinite;
    }
}
