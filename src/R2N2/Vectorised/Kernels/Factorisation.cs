using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>
/// P D A = L U with partial pivoting, every lane with its own pivots; D brings the rows to equal scale by powers of two. A row of
/// factors is that of L below the diagonal, 1/u there, that of U behind it; then its scale in D, then which row of A it was. The factors
/// of a vector of lanes lie together.
/// </summary>
internal static class Factorisation
{
    // Columns that are eliminated before what lies behind them, which then passes through memory once for all of them.
    private const int Panel = 4;

    /// <summary>The numbers of a row of factors.</summary>
    /// <param name="m">The rows of the matrix.</param>
    public static int Width(int m) => m + 2;

    /// <summary>Factorises; a column without a pivot, as <see cref="Singularity"/> says, makes all behind it NaN.</summary>
    /// <param name="matrix">[m, m] elements of each lane.</param>
    /// <param name="factors">[m, m + 2] elements for each vector of lanes.</param>
    /// <param name="m">The rows.</param>
    /// <param name="lanes">A multiple of the numbers in a vector, or one.</param>
    public static void Run<T>(ref T matrix, ref T factors, int m, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (lanes == 1)
        {
            Run<SingleLane<T>, T>(ref matrix, ref factors, m, lanes);
        }
        else
        {
            Run<VectorOfLanes<T>, T>(ref matrix, ref factors, m, lanes);
        }
    }

    private static void Run<TLanes, T>(ref T matrix, ref T factors, int m, int lanes)
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int row = Width(m) * TLanes.Count;
        for (int at = 0; at < lanes; at += TLanes.Count)
        {
            ref T first = ref Unsafe.Add(ref factors, at * m * Width(m));
            Scale<TLanes, T>(ref Unsafe.Add(ref matrix, at), ref first, m, lanes);
            for (int k = 0; k < m; k += Panel)
            {
                int columns = Math.Min(Panel, m - k);
                for (int i = k; i < k + columns; i++)
                {
                    ref T pivot = ref Unsafe.Add(ref first, i * (row + TLanes.Count));
                    (Vector512<T> place, Vector512<T> inverse) = Find<TLanes, T>(ref Unsafe.Add(ref first, i * TLanes.Count), i, m);
                    Exchange<TLanes, T>(ref Unsafe.Add(ref first, i * row), i, m, place);
                    TLanes.Store(inverse, ref pivot);
                    Eliminate<TLanes, T>(ref pivot, m - i - 1, k + columns - i, row);
                }

                Follow<TLanes, T>(ref Unsafe.Add(ref first, k * (row + TLanes.Count)), m - k - columns, row);
            }
        }
    }

    // Copies the matrix, its rows brought to equal scale.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scale<TLanes, T>(ref T matrix, ref T factors, int m, int lanes)
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            Vector512<T> largest = Vector512<T>.Zero;
            for (int j = 0; j < m; j++)
            {
                Vector512<T> element = TLanes.Load(ref Unsafe.Add(ref matrix, j * lanes));
                TLanes.Store(element, ref Unsafe.Add(ref factors, j * TLanes.Count));
                largest = Vector512.MaxNative(largest, Vector512.Abs(element));
            }

            Vector512<T> scale = InverseScale(largest);
            for (int j = 0; j < m; j++)
            {
                ref T element = ref Unsafe.Add(ref factors, j * TLanes.Count);
                TLanes.Store(TLanes.Load(ref element) * scale, ref element);
            }

            TLanes.Store(scale, ref Unsafe.Add(ref factors, m * TLanes.Count));
            TLanes.Store(Vector512.Create(T.CreateTruncating(i)), ref Unsafe.Add(ref factors, (m + 1) * TLanes.Count));
            matrix = ref Unsafe.Add(ref matrix, m * lanes);
            factors = ref Unsafe.Add(ref factors, Width(m) * TLanes.Count);
        }
    }

    // Where the largest number of a column from the diagonal on is, and its inverse, or NaN if it is no pivot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (Vector512<T> Place, Vector512<T> Inverse) Find<TLanes, T>(ref T element, int column, int m)
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> above = Vector512<T>.Zero;
        for (int i = 0; i < column; i++)
        {
            above = Vector512.MaxNative(above, Vector512.Abs(TLanes.Load(ref element)));
            element = ref Unsafe.Add(ref element, Width(m) * TLanes.Count);
        }

        Vector512<T> largest = -Vector512<T>.One;
        Vector512<T> pivot = Vector512<T>.Zero;
        Vector512<T> place = Vector512.Create(T.CreateTruncating(column));
        Vector512<T> here = place;
        for (int i = column; i < m; i++)
        {
            Vector512<T> number = TLanes.Load(ref element);
            Vector512<T> isLarger = Vector512.GreaterThan(Vector512.Abs(number), largest);
            largest = Vector512.ConditionalSelect(isLarger, Vector512.Abs(number), largest);
            pivot = Vector512.ConditionalSelect(isLarger, number, pivot);
            place = Vector512.ConditionalSelect(isLarger, here, place);
            here += Vector512<T>.One;
            element = ref Unsafe.Add(ref element, Width(m) * TLanes.Count);
        }

        Vector512<T> isPivot = Vector512.GreaterThan(largest, above * SmallestPivot<T>())
            & Vector512.LessThan(largest, Vector512.Create(T.PositiveInfinity));
        return (place, Vector512.ConditionalSelect(isPivot, Vector512<T>.One / pivot, Vector512.Create(T.NaN)));
    }

    // A row changes places with those below, each in some lanes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Exchange<TLanes, T>(ref T upper, int number, int m, Vector512<T> place)
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> here = Vector512.Create(T.CreateTruncating(number));
        if (Vector512.EqualsAll(place, here))
        {
            return;
        }

        nint row = Width(m) * TLanes.Count;
        ref T lower = ref upper;
        for (int i = number + 1; i < m; i++)
        {
            here += Vector512<T>.One;
            lower = ref Unsafe.Add(ref lower, row);
            if (!Vector512.EqualsAny(place, here))
            {
                continue;
            }

            Vector512<T> isHere = Vector512.Equals(place, here);
            for (nint at = 0; at < row; at += TLanes.Count)
            {
                Vector512<T> former = TLanes.Load(ref Unsafe.Add(ref upper, at));
                Vector512<T> latter = TLanes.Load(ref Unsafe.Add(ref lower, at));
                TLanes.Store(Vector512.ConditionalSelect(isHere, latter, former), ref Unsafe.Add(ref upper, at));
                TLanes.Store(Vector512.ConditionalSelect(isHere, former, latter), ref Unsafe.Add(ref lower, at));
            }
        }
    }

    // Takes the pivot's row out of those below, two at a time: `columns` elements of each, from the pivot on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Eliminate<TLanes, T>(ref T pivot, int rows, int columns, int row)
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> inverse = TLanes.Load(ref pivot);
        nint end = columns * TLanes.Count;
        ref T target = ref Unsafe.Add(ref pivot, row);
        for (; rows > 1; rows -= 2)
        {
            ref T next = ref Unsafe.Add(ref target, row);
            Vector512<T> factor = -Factor<TLanes, T>(ref target, inverse);
            Vector512<T> nextFactor = -Factor<TLanes, T>(ref next, inverse);
            for (nint at = TLanes.Count; at < end; at += TLanes.Count)
            {
                Vector512<T> above = TLanes.Load(ref Unsafe.Add(ref pivot, at));
                TLanes.Store(MultiplyAdd.Of(factor, above, TLanes.Load(ref Unsafe.Add(ref target, at))), ref Unsafe.Add(ref target, at));
                TLanes.Store(MultiplyAdd.Of(nextFactor, above, TLanes.Load(ref Unsafe.Add(ref next, at))), ref Unsafe.Add(ref next, at));
            }

            target = ref Unsafe.Add(ref next, row);
        }

        if (rows == 1)
        {
            Vector512<T> factor = -Factor<TLanes, T>(ref target, inverse);
            for (nint at = TLanes.Count; at < end; at += TLanes.Count)
            {
                Vector512<T> above = TLanes.Load(ref Unsafe.Add(ref pivot, at));
                TLanes.Store(MultiplyAdd.Of(factor, above, TLanes.Load(ref Unsafe.Add(ref target, at))), ref Unsafe.Add(ref target, at));
            }
        }
    }

    // What a panel does to the `count` elements behind it, in its rows and in as many below: each meets the pivots in their order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Follow<TLanes, T>(ref T panel, int count, int row)
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (count <= 0)
        {
            return;
        }

        nint begin = Panel * TLanes.Count, end = begin + (count * TLanes.Count);
        ref T second = ref Unsafe.Add(ref panel, row);
        ref T third = ref Unsafe.Add(ref second, row);
        ref T fourth = ref Unsafe.Add(ref third, row);
        ref T target = ref second;
        for (int i = 1; i < Panel; i++)
        {
            ref T above = ref panel;
            for (int j = 0; j < i; j++)
            {
                Vector512<T> factor = -TLanes.Load(ref Unsafe.Add(ref target, j * TLanes.Count));
                for (nint at = begin; at < end; at += TLanes.Count)
                {
                    ref T element = ref Unsafe.Add(ref target, at);
                    TLanes.Store(MultiplyAdd.Of(factor, TLanes.Load(ref Unsafe.Add(ref above, at)), TLanes.Load(ref element)), ref element);
                }

                above = ref Unsafe.Add(ref above, row);
            }

            target = ref Unsafe.Add(ref target, row);
        }

        for (; count > 1; count -= 2)
        {
            ref T next = ref Unsafe.Add(ref target, row);
            Vector512<T> a0 = -TLanes.Load(ref target);
            Vector512<T> a1 = -TLanes.Load(ref Unsafe.Add(ref target, TLanes.Count));
            Vector512<T> a2 = -TLanes.Load(ref Unsafe.Add(ref target, 2 * TLanes.Count));
            Vector512<T> a3 = -TLanes.Load(ref Unsafe.Add(ref target, 3 * TLanes.Count));
            Vector512<T> b0 = -TLanes.Load(ref next);
            Vector512<T> b1 = -TLanes.Load(ref Unsafe.Add(ref next, TLanes.Count));
            Vector512<T> b2 = -TLanes.Load(ref Unsafe.Add(ref next, 2 * TLanes.Count));
            Vector512<T> b3 = -TLanes.Load(ref Unsafe.Add(ref next, 3 * TLanes.Count));
            for (nint at = begin; at < end; at += TLanes.Count)
            {
                Vector512<T> above = TLanes.Load(ref Unsafe.Add(ref panel, at));
                Vector512<T> a = MultiplyAdd.Of(a0, above, TLanes.Load(ref Unsafe.Add(ref target, at)));
                Vector512<T> b = MultiplyAdd.Of(b0, above, TLanes.Load(ref Unsafe.Add(ref next, at)));
                above = TLanes.Load(ref Unsafe.Add(ref second, at));
                a = MultiplyAdd.Of(a1, above, a);
                b = MultiplyAdd.Of(b1, above, b);
                above = TLanes.Load(ref Unsafe.Add(ref third, at));
                a = MultiplyAdd.Of(a2, above, a);
                b = MultiplyAdd.Of(b2, above, b);
                above = TLanes.Load(ref Unsafe.Add(ref fourth, at));
                TLanes.Store(MultiplyAdd.Of(a3, above, a), ref Unsafe.Add(ref target, at));
                TLanes.Store(MultiplyAdd.Of(b3, above, b), ref Unsafe.Add(ref next, at));
            }

            target = ref Unsafe.Add(ref next, row);
        }

        if (count == 1)
        {
            Vector512<T> a0 = -TLanes.Load(ref target);
            Vector512<T> a1 = -TLanes.Load(ref Unsafe.Add(ref target, TLanes.Count));
            Vector512<T> a2 = -TLanes.Load(ref Unsafe.Add(ref target, 2 * TLanes.Count));
            Vector512<T> a3 = -TLanes.Load(ref Unsafe.Add(ref target, 3 * TLanes.Count));
            for (nint at = begin; at < end; at += TLanes.Count)
            {
                Vector512<T> a = MultiplyAdd.Of(a0, TLanes.Load(ref Unsafe.Add(ref panel, at)), TLanes.Load(ref Unsafe.Add(ref target, at)));
                a = MultiplyAdd.Of(a1, TLanes.Load(ref Unsafe.Add(ref second, at)), a);
                a = MultiplyAdd.Of(a2, TLanes.Load(ref Unsafe.Add(ref third, at)), a);
                TLanes.Store(MultiplyAdd.Of(a3, TLanes.Load(ref Unsafe.Add(ref fourth, at)), a), ref Unsafe.Add(ref target, at));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Factor<TLanes, T>(ref T element, Vector512<T> inverse)
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> factor = TLanes.Load(ref element) * inverse;
        TLanes.Store(factor, ref element);
        return factor;
    }

    // The power of two that brings a number to between 1 and 2, by its exponent alone; of one that is not finite, any.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> InverseScale<T>(Vector512<T> largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? Vector512.Max(Vector512.Create(2046L << 52) - (largest.AsInt64() & Vector512.Create(2047L << 52)), Vector512.Create(1L << 52)).As<long, T>()
            : Vector512.Max(Vector512.Create(254 << 23) - (largest.AsInt32() & Vector512.Create(255 << 23)), Vector512.Create(1 << 23)).As<int, T>();

    // Powers of two are converted when the method is compiled, not computed whenever it runs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> SmallestPivot<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector512.Create(
            T.CreateTruncating(typeof(T) == typeof(double) ? Singularity.InDouble : Singularity.InSingle));
}
