using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>The innermost block of a dense product: a panel of up to six rows times a strip, with its sums in registers.</summary>
internal static class PanelProduct
{
    /// <summary>The most rows: with two vectors a strip their twelve sums hide the latency of the multiplier.</summary>
    public const int MostRows = 6;

    /// <summary>y = y₀ + A x for one strip of x, in ascending order of A's columns; y₀ is zero or what y holds.</summary>
    /// <param name="height">The rows of the panel.</param>
    /// <param name="panel">A, column after column.</param>
    /// <param name="x">The strip's first row.</param>
    /// <param name="xStride">From one of its rows to the next.</param>
    /// <param name="columns">Its rows.</param>
    /// <param name="y">Where the first row of the result goes.</param>
    /// <param name="yStride">From there to the next.</param>
    /// <param name="goesOn">Whether y holds y₀.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<TStrip, T>(
        int height, ref T panel, ref T x, int xStride, int columns, ref T y, int yStride, bool goesOn)
        where TStrip : struct, IStrip<TStrip, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (height)
        {
            case 1: Add<Rows1, TStrip, T>(ref panel, ref x, xStride, columns, ref y, yStride, goesOn); break;
            case 2: Add<Rows2, TStrip, T>(ref panel, ref x, xStride, columns, ref y, yStride, goesOn); break;
            case 3: Add<Rows3, TStrip, T>(ref panel, ref x, xStride, columns, ref y, yStride, goesOn); break;
            case 4: Add<Rows4, TStrip, T>(ref panel, ref x, xStride, columns, ref y, yStride, goesOn); break;
            case 5: Add<Rows5, TStrip, T>(ref panel, ref x, xStride, columns, ref y, yStride, goesOn); break;
            default: Add<Rows6, TStrip, T>(ref panel, ref x, xStride, columns, ref y, yStride, goesOn); break;
        }
    }

    // The number of rows is a constant to the compiler: what the conditions leave out costs nothing.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add<TRows, TStrip, T>(
        ref T panel, ref T x, int xStride, int columns, ref T y, int yStride, bool goesOn)
        where TRows : struct, IRows
        where TStrip : struct, IStrip<TStrip, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TStrip sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default;
        if (goesOn)
        {
            sum0 = Row<TStrip, T>(TRows.Count, 0, ref y, yStride);
            sum1 = Row<TStrip, T>(TRows.Count, 1, ref y, yStride);
            sum2 = Row<TStrip, T>(TRows.Count, 2, ref y, yStride);
            sum3 = Row<TStrip, T>(TRows.Count, 3, ref y, yStride);
            sum4 = Row<TStrip, T>(TRows.Count, 4, ref y, yStride);
            sum5 = Row<TStrip, T>(TRows.Count, 5, ref y, yStride);
        }

        for (; columns > 0; columns--)
        {
            TStrip row = TStrip.Load(ref x);
            sum0 = TStrip.MultiplyAdd(TStrip.Of(panel), row, sum0);
            sum1 = TRows.Count > 1 ? TStrip.MultiplyAdd(TStrip.Of(Unsafe.Add(ref panel, 1)), row, sum1) : sum1;
            sum2 = TRows.Count > 2 ? TStrip.MultiplyAdd(TStrip.Of(Unsafe.Add(ref panel, 2)), row, sum2) : sum2;
            sum3 = TRows.Count > 3 ? TStrip.MultiplyAdd(TStrip.Of(Unsafe.Add(ref panel, 3)), row, sum3) : sum3;
            sum4 = TRows.Count > 4 ? TStrip.MultiplyAdd(TStrip.Of(Unsafe.Add(ref panel, 4)), row, sum4) : sum4;
            sum5 = TRows.Count > 5 ? TStrip.MultiplyAdd(TStrip.Of(Unsafe.Add(ref panel, 5)), row, sum5) : sum5;
            panel = ref Unsafe.Add(ref panel, TRows.Count);
            x = ref Unsafe.Add(ref x, xStride);
        }

        sum0.Store(ref y);
        Store<TStrip, T>(TRows.Count, 1, sum1, ref y, yStride);
        Store<TStrip, T>(TRows.Count, 2, sum2, ref y, yStride);
        Store<TStrip, T>(TRows.Count, 3, sum3, ref y, yStride);
        Store<TStrip, T>(TRows.Count, 4, sum4, ref y, yStride);
        Store<TStrip, T>(TRows.Count, 5, sum5, ref y, yStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TStrip Row<TStrip, T>(int rows, int row, ref T y, int yStride)
        where TStrip : struct, IStrip<TStrip, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        row < rows ? TStrip.Load(ref Unsafe.Add(ref y, row * yStride)) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TStrip, T>(int rows, int row, TStrip sum, ref T y, int yStride)
        where TStrip : struct, IStrip<TStrip, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (row < rows)
        {
            sum.Store(ref Unsafe.Add(ref y, row * yStride));
        }
    }

    /// <summary>A number of rows as a type.</summary>
    private interface IRows
    {
        static abstract int Count { get; }
    }

    private readonly struct Rows1 : IRows
    {
        public static int Count => 1;
    }

    private readonly struct Rows2 : IRows
    {
        public static int Count => 2;
    }

    private readonly struct Rows3 : IRows
    {
        public static int Count => 3;
    }

    private readonly struct Rows4 : IRows
    {
        public static int Count => 4;
    }

    private readonly struct Rows5 : IRows
    {
        public static int Count => 5;
    }

    private readonly struct Rows6 : IRows
    {
        public static int Count => 6;
    }
}
