using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>Solutions of systems whose matrices have been factorised.</summary>
internal static class Substitution
{
    /// <summary>x = A⁻¹ b.</summary>
    /// <param name="factors">What <see cref="Factorisation"/> made of A.</param>
    /// <param name="isShared">Whether they are of one lane alone, and for all.</param>
    /// <param name="right">b, [m, columns] elements of each lane.</param>
    /// <param name="solution">x, likewise; not the memory of b.</param>
    /// <param name="m">The rows.</param>
    /// <param name="columns">The right-hand sides.</param>
    /// <param name="lanes">A multiple of the numbers in a vector, or one.</param>
    public static void Run<T>(ref T factors, bool isShared, ref T right, ref T solution, int m, int columns, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int column = 0; column < columns; column++)
        {
            ref T b = ref Unsafe.Add(ref right, column * lanes);
            ref T x = ref Unsafe.Add(ref solution, column * lanes);
            if (lanes == 1)
            {
                Run<SingleLane<T>, SingleLane<T>, T>(ref factors, ref b, ref x, m, columns, lanes);
            }
            else if (isShared)
            {
                Run<SingleLane<T>, VectorOfLanes<T>, T>(ref factors, ref b, ref x, m, columns, lanes);
            }
            else
            {
                Run<VectorOfLanes<T>, VectorOfLanes<T>, T>(ref factors, ref b, ref x, m, columns, lanes);
            }
        }
    }

    private static void Run<TFactors, TLanes, T>(ref T factors, ref T right, ref T solution, int m, int columns, int lanes)
        where TFactors : struct, ILanes<T>
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Factors that all lanes share lie at the first.
        int size = TFactors.Count == TLanes.Count ? m * Factorisation.Width(m) : 0;
        for (int at = 0; at < lanes; at += TLanes.Count)
        {
            ref T first = ref Unsafe.Add(ref factors, at * size);
            Order<TFactors, TLanes, T>(
                ref Unsafe.Add(ref first, m * TFactors.Count), ref Unsafe.Add(ref right, at), ref Unsafe.Add(ref solution, at), m, columns * lanes);
            Substitute<TFactors, TLanes, T>(ref first, ref Unsafe.Add(ref solution, at), m, columns * lanes);
        }
    }

    // The rows of D b in the order of the pivots.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Order<TFactors, TLanes, T>(ref T scales, ref T right, ref T solution, int m, int row)
        where TFactors : struct, ILanes<T>
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> here = Vector512<T>.Zero;
        for (int i = 0; i < m; i++)
        {
            ref T source = ref Unsafe.Add(ref scales, ((i * Factorisation.Width(m)) + 1) * TFactors.Count);
            if (Vector512.EqualsAll(TFactors.Load(ref source), here))
            {
                TLanes.Store(TLanes.Load(ref Unsafe.Add(ref right, i * row)), ref Unsafe.Add(ref solution, i * row));
            }
            else
            {
                for (int lane = 0; lane < TLanes.Count; lane++)
                {
                    int place = Whole(Unsafe.Add(ref source, TFactors.Count == 1 ? 0 : lane));
                    Unsafe.Add(ref solution, (i * row) + lane) = Unsafe.Add(ref right, (place * row) + lane);
                }
            }

            here += Vector512<T>.One;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Substitute<TFactors, TLanes, T>(ref T factors, ref T x, int m, int row)
        where TFactors : struct, ILanes<T>
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T factor = ref factors;
        for (int i = 0; i < m; i++)
        {
            Vector512<T> sum = TLanes.Load(ref Unsafe.Add(ref x, i * row)) * TFactors.Load(ref Unsafe.Add(ref factor, m * TFactors.Count));
            for (int k = 0; k < i; k++)
            {
                sum = MultiplyAdd.Of(-TFactors.Load(ref Unsafe.Add(ref factor, k * TFactors.Count)), TLanes.Load(ref Unsafe.Add(ref x, k * row)), sum);
            }

            TLanes.Store(sum, ref Unsafe.Add(ref x, i * row));
            factor = ref Unsafe.Add(ref factor, Factorisation.Width(m) * TFactors.Count);
        }

        for (int i = m - 1; i >= 0; i--)
        {
            factor = ref Unsafe.Add(ref factor, -Factorisation.Width(m) * TFactors.Count);
            Vector512<T> sum = TLanes.Load(ref Unsafe.Add(ref x, i * row));
            for (int k = m - 1; k > i; k--)
            {
                sum = MultiplyAdd.Of(-TFactors.Load(ref Unsafe.Add(ref factor, k * TFactors.Count)), TLanes.Load(ref Unsafe.Add(ref x, k * row)), sum);
            }

            TLanes.Store(sum * TFactors.Load(ref Unsafe.Add(ref factor, i * TFactors.Count)), ref Unsafe.Add(ref x, i * row));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Whole<T>(T number)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            typeof(T) == typeof(double) ? (int)Unsafe.BitCast<T, double>(number) : (int)Unsafe.BitCast<T, float>(number);
}
