using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>Moves the values of single lanes: within blocks, and between blocks and the rows of batches.</summary>
internal static class LaneColumns
{
    /// <summary>From chosen lanes to the first ones of other lanes; what is left over repeats the first.</summary>
    public static void Gather<T>(ReadOnlySpan<T> from, int fromLanes, Span<T> to, int toLanes, ReadOnlySpan<int> chosen)
    {
        if (toLanes == 1)
        {
            Move(from[chosen[0]..], fromLanes, to, 1, to.Length);
            return;
        }

        for (int at = 0, begin = 0; at < to.Length; at += toLanes, begin += fromLanes)
        {
            ReadOnlySpan<T> source = from.Slice(begin, fromLanes);
            Span<T> target = to.Slice(at, toLanes);
            for (int i = 0; i < chosen.Length; i++)
            {
                target[i] = source[chosen[i]];
            }

            target[chosen.Length..].Fill(target[0]);
        }
    }

    /// <summary>Back from the first lanes to the chosen ones.</summary>
    public static void Scatter<T>(ReadOnlySpan<T> from, int fromLanes, Span<T> to, int toLanes, ReadOnlySpan<int> chosen)
    {
        if (fromLanes == 1)
        {
            Move(from, 1, to[chosen[0]..], toLanes, from.Length);
            return;
        }

        for (int at = 0, begin = 0; at < to.Length; at += toLanes, begin += fromLanes)
        {
            ReadOnlySpan<T> source = from.Slice(begin, fromLanes);
            Span<T> target = to.Slice(at, toLanes);
            for (int i = 0; i < chosen.Length; i++)
            {
                target[chosen[i]] = source[i];
            }
        }
    }

    /// <summary>From chosen lanes to chosen ones of other lanes.</summary>
    public static void Move<T>(ReadOnlySpan<T> from, int fromLanes, ReadOnlySpan<int> chosen, Span<T> to, int toLanes, ReadOnlySpan<int> places)
    {
        for (int i = 0; i < chosen.Length; i++)
        {
            Move(from[chosen[i]..], fromLanes, to[places[i]..], toLanes, to.Length / toLanes);
        }
    }

    /// <summary>The chosen lanes, from one place to another of the same size.</summary>
    /// <param name="from">The one place.</param>
    /// <param name="to">The other.</param>
    /// <param name="chosen">All bits of a lane set where it is chosen, else none; a number for each lane.</param>
    public static void Copy<T>(ReadOnlySpan<T> from, Span<T> to, ReadOnlySpan<T> chosen)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T mask = ref MemoryMarshal.GetReference(chosen);
        for (int at = 0; at < to.Length; at += chosen.Length)
        {
            ref T source = ref MemoryMarshal.GetReference(from[at..]);
            ref T target = ref MemoryMarshal.GetReference(to[at..]);
            for (nuint i = 0; i < (nuint)chosen.Length; i += (nuint)Vector512<T>.Count)
            {
                Vector512.ConditionalSelect(
                    Vector512.LoadUnsafe(ref mask, i), Vector512.LoadUnsafe(ref source, i), Vector512.LoadUnsafe(ref target, i)).StoreUnsafe(ref target, i);
            }
        }
    }

    /// <summary>Rows of numbers, one after another, into lanes.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="size">The numbers of a row.</param>
    /// <param name="to">The elements of all lanes.</param>
    /// <param name="lanes">How many lanes there are.</param>
    /// <param name="chosen">The lane of each row.</param>
    public static void Load<T>(ReadOnlySpan<double> rows, int size, Span<T> to, int lanes, ReadOnlySpan<int> chosen)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int element = 0; element < size; element++)
        {
            Span<T> target = to.Slice(element * lanes, lanes);
            for (int i = 0, at = element; i < chosen.Length; i++, at += size)
            {
                target[chosen[i]] = T.CreateTruncating(rows[at]);
            }
        }
    }

    /// <summary>The lanes whose number is not below zero, or above it.</summary>
    /// <param name="numbers">One for each lane; NaN is neither.</param>
    /// <param name="isZeroFound">Whether zero is found too.</param>
    /// <param name="lanes">Receives them, in ascending order.</param>
    /// <returns>How many they are.</returns>
    public static int Find<T>(ReadOnlySpan<T> numbers, bool isZeroFound, Span<int> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (numbers.Length == 1)
        {
            lanes[0] = 0;
            return numbers[0] > T.Zero || (isZeroFound && numbers[0] == T.Zero) ? 1 : 0;
        }

        int count = 0;
        for (int first = 0; first < numbers.Length; first += Vector512<T>.Count)
        {
            var vector = Vector512.Create(numbers[first..]);
            Vector512<T> isFound = isZeroFound
                ? Vector512.GreaterThanOrEqual(vector, Vector512<T>.Zero)
                : Vector512.GreaterThan(vector, Vector512<T>.Zero);
            for (ulong found = isFound.ExtractMostSignificantBits(); found != 0; found &= found - 1)
            {
                lanes[count++] = first + BitOperations.TrailingZeroCount(found);
            }
        }

        return count;
    }

    /// <summary>A lane into a row of numbers.</summary>
    public static void Store<T>(ReadOnlySpan<T> from, int lanes, int lane, Span<double> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T source = ref Unsafe.Add(ref MemoryMarshal.GetReference(from), lane);
        ref double target = ref MemoryMarshal.GetReference(row);
        for (int i = 0; i < row.Length; i++)
        {
            Unsafe.Add(ref target, i) = double.CreateTruncating(Unsafe.Add(ref source, i * lanes));
        }
    }

    // Numbers from places so far apart to others.
    private static void Move<T>(ReadOnlySpan<T> from, int fromStride, Span<T> to, int toStride, int count)
    {
        ref T source = ref MemoryMarshal.GetReference(from);
        ref T target = ref MemoryMarshal.GetReference(to);
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref target, i * toStride) = Unsafe.Add(ref source, i * fromStride);
        }
    }
}
