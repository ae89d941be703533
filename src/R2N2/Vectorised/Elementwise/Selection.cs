using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>C where A is less than B, else D, place by place; comparisons with NaN are false.</summary>
internal static class Selection
{
    /// <summary>Executes a selection.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<T>(ref T memory, in Instruction step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nuint lanes = (nuint)Vector512<T>.Count;
        nuint width = (nuint)step.Width;
        (bool same0, bool same1, bool same2, bool same3) = (step.A.IsNumber, step.B.IsNumber, step.C.IsNumber, step.D.IsNumber);
        for (int row = 0; row < step.Rows; row++)
        {
            ref T target = ref Unsafe.Add(ref memory, step.Target + (row * step.TargetStride));
            ref T a = ref Unsafe.Add(ref memory, step.A.Offset + (row * step.A.Stride));
            ref T b = ref Unsafe.Add(ref memory, step.B.Offset + (row * step.B.Stride));
            ref T c = ref Unsafe.Add(ref memory, step.C.Offset + (row * step.C.Stride));
            ref T d = ref Unsafe.Add(ref memory, step.D.Offset + (row * step.D.Stride));
            Vector512<T> a0 = Vector512.Create(a), b0 = Vector512.Create(b), c0 = Vector512.Create(c), d0 = Vector512.Create(d);
            nuint i = 0;
            for (; i + lanes <= width; i += lanes)
            {
                Of(
                    same0 ? a0 : Vector512.LoadUnsafe(ref a, i),
                    same1 ? b0 : Vector512.LoadUnsafe(ref b, i),
                    same2 ? c0 : Vector512.LoadUnsafe(ref c, i),
                    same3 ? d0 : Vector512.LoadUnsafe(ref d, i)).StoreUnsafe(ref target, i);
            }

            for (; i < width; i++)
            {
                bool isLess = Number(ref a, i, same0) < Number(ref b, i, same1);
                Unsafe.Add(ref target, i) = isLess ? Number(ref c, i, same2) : Number(ref d, i, same3);
            }
        }
    }

    /// <summary>The selection of vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c, Vector512<T> d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector512.ConditionalSelect(Vector512.LessThan(a, b), c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Number<T>(ref T row, nuint i, bool isSame)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => isSame ? row : Unsafe.Add(ref row, i);
}
