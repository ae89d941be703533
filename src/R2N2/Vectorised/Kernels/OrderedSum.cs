using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>
/// A sum in one order, for lanes and for a single instance: with as many partial sums as a vector has numbers, term i goes to
/// partial sum i modulo that, in ascending order and from zero; then the upper half of them is added to the lower half until
/// one is left.
/// </summary>
internal static class OrderedSum
{
    /// <summary>The sums of a vector's lanes.</summary>
    /// <param name="term">What is summed.</param>
    /// <param name="at">Where the first terms lie.</param>
    /// <param name="length">The terms of each lane.</param>
    /// <param name="stride">From one to the next.</param>
    public static Vector512<T> OfLanes<TTerm, T>(scoped TTerm term, int at, int length, int stride)
        where TTerm : ITerm<T>, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector512<T>.Count == 8
            ? Quarter<TTerm, T>(term, at, 0, length, stride) + Quarter<TTerm, T>(term, at, 1, length, stride)
            : (Quarter<TTerm, T>(term, at, 0, length, stride) + Quarter<TTerm, T>(term, at, 2, length, stride))
                + (Quarter<TTerm, T>(term, at, 1, length, stride) + Quarter<TTerm, T>(term, at, 3, length, stride));

    /// <summary>The sum of numbers.</summary>
    /// <param name="term">What is summed.</param>
    /// <param name="at">Where the first term lies.</param>
    /// <param name="length">The terms.</param>
    /// <param name="stride">From one to the next.</param>
    /// <param name="room">How many numbers can be read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OfNumbers<TTerm, T>(scoped TTerm term, int at, int length, int stride, int room)
        where TTerm : ITerm<T>, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = Vector512<T>.Count;
        Vector512<T> sums = default;
        int i = 0;
        for (; i + count <= length && stride == 1; i += count)
        {
            sums = term.Add(sums, at + i);
        }

        for (; i < length; i += count)
        {
            int first = at + (i * stride);
            sums = term.Add(sums, new Numbers(first, stride, Math.Min(count, length - i), first + count <= room));
        }

        Vector256<T> halves = sums.GetLower() + sums.GetUpper();
        Vector128<T> quarters = halves.GetLower() + halves.GetUpper();
        return Vector128<T>.Count == 2 ? quarters[0] + quarters[1] : (quarters[0] + quarters[2]) + (quarters[1] + quarters[3]);
    }

    // Of the partial sums j, j + P/4, j + P/2 and j + 3P/4: what the halving has made of them when it comes to j.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Quarter<TTerm, T>(scoped TTerm term, int at, int j, int length, int stride)
        where TTerm : ITerm<T>, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int quarter = Vector512<T>.Count / 4;
        int step = quarter * stride;
        int next = at + (j * stride);
        int i = j;
        for (; i + (3 * quarter) < length; i += 4 * quarter)
        {
            sum0 = term.Add(sum0, next);
            sum1 = term.Add(sum1, next + step);
            sum2 = term.Add(sum2, next + (2 * step));
            sum3 = term.Add(sum3, next + (3 * step));
            next += 4 * step;
        }

        sum0 = i < length ? term.Add(sum0, next) : sum0;
        sum1 = i + quarter < length ? term.Add(sum1, next + step) : sum1;
        sum2 = i + (2 * quarter) < length ? term.Add(sum2, next + (2 * step)) : sum2;
        return (sum0 + sum2) + (sum1 + sum3);
    }
}
