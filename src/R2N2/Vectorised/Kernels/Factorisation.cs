using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>
/// P D A = L U with partial pivoting, every lane with its own pivots; D brings the rows to equal scale by powers of two. A row of
/// factors is that of L below the diagonal, 1/u there, that of U behind it; then its scale in D, then which row of A it was.
/// </summary>
internal static class Factorisation
{
    /// <summary>The numbers of a row of factors.</summary>
    /// <param name="m">The rows of the matrix.</param>
    public static int Width(int m) => m + 2;

    /// <summary>Factorises; a column without a pivot, as <see cref="Singularity"/> says, makes all behind it NaN.</summary>
    /// <param name="matrix">[m, m] elements of each lane.</param>
    /// <param name="factors">[m, m + 2] elements of each lane.</param>
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
        int row = Width(m) * lanes;
        for (int at = 0; at < lanes; at += TLanes.Count)
        {
            ref T first = ref Unsafe.Add(ref factors, at);
            for (int i = 0; i < m; i++)
            {
                Scale<TLanes, T>(ref Unsafe.Add(ref matrix, (i * m * lanes) + at), ref Unsafe.Add(ref first, i * row), m, lanes, i);
            }

            for (int k = 0; k < m; k++)
            {
                ref T pivotRow = ref Unsafe.Add(ref first, k * row);
                TLanes.Store(Pivot<TLanes, T>(ref first, k, m, lanes), ref Unsafe.Add(ref pivotRow, k * lanes));
                Eliminate<TLanes, T>(ref Unsafe.Add(ref pivotRow, k * lanes), m - k, row, lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scale<TLanes, T>(ref T matrix, ref T factors, int m, int lanes, int number)
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> largest = Vector512<T>.Zero;
        for (int j = 0; j < m; j++)
        {
            largest = Vector512.MaxNative(largest, Vector512.Abs(TLanes.Load(ref Unsafe.Add(ref matrix, j * lanes))));
        }

        Vector512<T> scale = InverseScale(largest);
        for (int j = 0; j < m; j++)
        {
            TLanes.Store(TLanes.Load(ref Unsafe.Add(ref matrix, j * lanes)) * scale, ref Unsafe.Add(ref factors, j * lanes));
        }

        TLanes.Store(scale, ref Unsafe.Add(ref factors, m * lanes));
        TLanes.Store(Vector512.Create(T.CreateTruncating(number)), ref Unsafe.Add(ref factors, (m + 1) * lanes));
    }

    // Brings the row of the largest number of column k to row k; the inverse of that number, or NaN where the column has none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector512<T> Pivot<TLanes, T>(ref T factors, int k, int m, int lanes)
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int row = Width(m) * lanes;
        ref T column = ref Unsafe.Add(ref factors, k * lanes);
        Vector512<T> above = Vector512<T>.Zero;
        for (int i = 0; i < k; i++)
        {
            above = Vector512.MaxNative(above, Vector512.Abs(TLanes.Load(ref Unsafe.Add(ref column, i * row))));
        }

        Vector512<T> largest = Vector512.Abs(TLanes.Load(ref Unsafe.Add(ref column, k * row)));
        Vector512<T> place = Vector512.Create(T.CreateTruncating(k));
        for (int i = k + 1; i < m; i++)
        {
            Vector512<T> size = Vector512.Abs(TLanes.Load(ref Unsafe.Add(ref column, i * row)));
            Vector512<T> isLarger = Vector512.GreaterThan(size, largest);
            largest = Vector512.ConditionalSelect(isLarger, size, largest);
            place = Vector512.ConditionalSelect(isLarger, Vector512.Create(T.CreateTruncating(i)), place);
        }

        for (int i = k + 1; i < m; i++)
        {
            Vector512<T> isHere = Vector512.Equals(place, Vector512.Create(T.CreateTruncating(i)));
            if (isHere != Vector512<T>.Zero)
            {
                Exchange<TLanes, T>(ref Unsafe.Add(ref factors, k * row), ref Unsafe.Add(ref factors, i * row), row, lanes, isHere);
            }
        }

        Vector512<T> isPivot = Vector512.GreaterThan(largest, above * SmallestPivot<T>())
            & Vector512.LessThan(largest, Vector512.Create(T.PositiveInfinity));
        return Vector512.ConditionalSelect(
            isPivot, Vector512<T>.One / TLanes.Load(ref Unsafe.Add(ref column, k * row)), Vector512.Create(T.NaN));
    }

    // Two rows change places in some lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange<TLanes, T>(ref T left, ref T right, int row, int lanes, Vector512<T> where)
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int at = 0; at < row; at += lanes)
        {
            Vector512<T> former = TLanes.Load(ref Unsafe.Add(ref left, at));
            Vector512<T> latter = TLanes.Load(ref Unsafe.Add(ref right, at));
            TLanes.Store(Vector512.ConditionalSelect(where, latter, former), ref Unsafe.Add(ref left, at));
            TLanes.Store(Vector512.ConditionalSelect(where, former, latter), ref Unsafe.Add(ref right, at));
        }
    }

    // Takes the pivot's row out of those below: `count` elements of each, from the pivot on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Eliminate<TLanes, T>(ref T pivot, int count, int row, int lanes)
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> inverse = TLanes.Load(ref pivot);
        for (int i = 1; i < count; i++)
        {
            ref T target = ref Unsafe.Add(ref pivot, i * row);
            Vector512<T> factor = TLanes.Load(ref target) * inverse;
            TLanes.Store(factor, ref target);
            for (int at = lanes; at < count * lanes; at += lanes)
            {
                Vector512<T> left = MultiplyAdd.Of(
                    -factor, TLanes.Load(ref Unsafe.Add(ref pivot, at)), TLanes.Load(ref Unsafe.Add(ref target, at)));
                TLanes.Store(left, ref Unsafe.Add(ref target, at));
            }
        }
    }

    // The power of two that brings a number to between 1 and 2, by its exponent alone; of one that is not finite, any.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> InverseScale<T>(Vector512<T> largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(double)
            ? Vector512.Max(Vector512.Create(2046L << 52) - (largest.AsInt64() & Vector512.Create(2047L << 52)), Vector512.Create(1L << 52)).As<long, T>()
            : Vector512.Max(Vector512.Create(254 << 23) - (largest.AsInt32() & Vector512.Create(255 << 23)), Vector512.Create(1 << 23)).As<int, T>();

    private static Vector512<T> SmallestPivot<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector512.Create(
            T.ScaleB(T.One, typeof(T) == typeof(double) ? Singularity.DoubleExponent : Singularity.SingleExponent));
}
