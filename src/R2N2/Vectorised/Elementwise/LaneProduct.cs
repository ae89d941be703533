using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>Products of matrices that every instance has its own of: sums in ascending order, fused.</summary>
internal static class LaneProduct
{
    /// <summary>Executes a product.</summary>
    public static void Run<T>(ref T memory, in Instruction step, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int rows, int length, int columns) = step.Lengths;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                ref T a = ref Unsafe.Add(ref memory, step.A.Offset + (row * length * lanes));
                ref T b = ref Unsafe.Add(ref memory, step.B.Offset + (column * lanes));
                ref T target = ref Unsafe.Add(ref memory, step.Target + (((row * columns) + column) * lanes));
                if (lanes == 1)
                {
                    target = One(ref a, ref b, length, columns);
                }
                else
                {
                    All(ref a, ref b, ref target, length, columns, lanes);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T One<T>(ref T a, ref T b, int length, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int k = 0; k < length; k++)
        {
            sum = MultiplyAdd.Of(Unsafe.Add(ref a, k), Unsafe.Add(ref b, k * columns), sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void All<T>(ref T a, ref T b, ref T target, int length, int columns, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int lane = 0; lane < lanes; lane += Vector512<T>.Count)
        {
            Vector512<T> sum = Vector512<T>.Zero;
            nuint left = (nuint)lane;
            nuint right = (nuint)lane;
            for (int k = 0; k < length; k++)
            {
                sum = MultiplyAdd.Of(Vector512.LoadUnsafe(ref a, left), Vector512.LoadUnsafe(ref b, right), sum);
                left += (nuint)lanes;
                right += (nuint)(columns * lanes);
            }

            sum.StoreUnsafe(ref target, (nuint)lane);
        }
    }
}
