using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>Solutions of systems whose matrices have been factorised.</summary>
internal static class Substitution
{
    /// <summary>x = A⁻¹ b.</summary>
    /// <param name="factors">What <see cref="Factorisation"/> made of A.</param>
    /// <param name="right">b, [m, columns] elements of each lane.</param>
    /// <param name="solution">x, likewise; not the memory of b.</param>
    /// <param name="m">The rows.</param>
    /// <param name="columns">The right-hand sides.</param>
    /// <param name="lanes">A multiple of the numbers in a vector, or one.</param>
    public static void Run<T>(ref T factors, ref T right, ref T solution, int m, int columns, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Order(ref Unsafe.Add(ref factors, (m + 1) * lanes), ref right, ref solution, m, columns, lanes);
        for (int column = 0; column < columns; column++)
        {
            ref T x = ref Unsafe.Add(ref solution, column * lanes);
            if (lanes == 1)
            {
                Run<SingleLane<T>, T>(ref factors, ref x, m, columns, lanes);
            }
            else
            {
                Run<VectorOfLanes<T>, T>(ref factors, ref x, m, columns, lanes);
            }
        }
    }

    // The rows of b in the order of the pivots.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Order<T>(ref T source, ref T right, ref T solution, int m, int columns, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            ref T target = ref Unsafe.Add(ref solution, i * columns * lanes);
            for (int lane = 0; lane < lanes; lane++)
            {
                int place = (Whole(Unsafe.Add(ref source, (i * Factorisation.Width(m) * lanes) + lane)) * columns * lanes) + lane;
                for (int at = 0; at < columns * lanes; at += lanes)
                {
                    Unsafe.Add(ref target, at + lane) = Unsafe.Add(ref right, place + at);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TLanes, T>(ref T factors, ref T solution, int m, int columns, int lanes)
        where TLanes : struct, ILanes<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int row = Factorisation.Width(m) * lanes;
        int next = columns * lanes;
        for (int at = 0; at < lanes; at += TLanes.Count)
        {
            ref T x = ref Unsafe.Add(ref solution, at);
            for (int i = 0; i < m; i++)
            {
                ref T factor = ref Unsafe.Add(ref factors, (i * row) + at);
                Vector512<T> sum = TLanes.Load(ref Unsafe.Add(ref x, i * next)) * TLanes.Load(ref Unsafe.Add(ref factor, m * lanes));
                for (int k = 0; k < i; k++)
                {
                    sum = MultiplyAdd.Of(-TLanes.Load(ref Unsafe.Add(ref factor, k * lanes)), TLanes.Load(ref Unsafe.Add(ref x, k * next)), sum);
                }

                TLanes.Store(sum, ref Unsafe.Add(ref x, i * next));
            }

            for (int i = m - 1; i >= 0; i--)
            {
                ref T factor = ref Unsafe.Add(ref factors, (i * row) + at);
                Vector512<T> sum = TLanes.Load(ref Unsafe.Add(ref x, i * next));
                for (int k = m - 1; k > i; k--)
                {
                    sum = MultiplyAdd.Of(-TLanes.Load(ref Unsafe.Add(ref factor, k * lanes)), TLanes.Load(ref Unsafe.Add(ref x, k * next)), sum);
                }

                TLanes.Store(sum * TLanes.Load(ref Unsafe.Add(ref factor, i * lanes)), ref Unsafe.Add(ref x, i * next));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Whole<T>(T number)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            typeof(T) == typeof(double) ? (int)Unsafe.BitCast<T, double>(number) : (int)Unsafe.BitCast<T, float>(number);
}
