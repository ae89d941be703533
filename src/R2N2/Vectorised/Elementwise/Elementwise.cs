using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>Operations on numbers place by place, over rows.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal static class Elementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static nuint Lanes => (nuint)Vector512<T>.Count;

    /// <summary>An operation on one operand.</summary>
    public static void Unary<TOperation>(ref T memory, in Instruction step)
        where TOperation : struct, IUnary<T>
    {
        for (int row = 0; row < step.Rows; row++)
        {
            ref T target = ref Unsafe.Add(ref memory, step.Target + (row * step.TargetStride));
            ref T a = ref Row(ref memory, step.A, row);
            if (step.A.IsNumber)
            {
                Unary<TOperation, LoadSame<T>>(ref target, ref a, (nuint)step.Width);
            }
            else
            {
                Unary<TOperation, LoadEach<T>>(ref target, ref a, (nuint)step.Width);
            }
        }
    }

    /// <summary>An operation on two operands.</summary>
    public static void Binary<TOperation>(ref T memory, in Instruction step)
        where TOperation : struct, IBinary<T>
    {
        for (int row = 0; row < step.Rows; row++)
        {
            ref T target = ref Unsafe.Add(ref memory, step.Target + (row * step.TargetStride));
            ref T a = ref Row(ref memory, step.A, row);
            ref T b = ref Row(ref memory, step.B, row);
            nuint width = (nuint)step.Width;
            switch (step.A.IsNumber, step.B.IsNumber)
            {
                case (false, false): Binary<TOperation, LoadEach<T>, LoadEach<T>>(ref target, ref a, ref b, width); break;
                case (true, false): Binary<TOperation, LoadSame<T>, LoadEach<T>>(ref target, ref a, ref b, width); break;
                case (false, true): Binary<TOperation, LoadEach<T>, LoadSame<T>>(ref target, ref a, ref b, width); break;
                case (true, true): Binary<TOperation, LoadSame<T>, LoadSame<T>>(ref target, ref a, ref b, width); break;
            }
        }
    }

    /// <summary>An operation on three operands.</summary>
    public static void Ternary<TOperation>(ref T memory, in Instruction step)
        where TOperation : struct, ITernary<T>
    {
        for (int row = 0; row < step.Rows; row++)
        {
            ref T target = ref Unsafe.Add(ref memory, step.Target + (row * step.TargetStride));
            ref T a = ref Row(ref memory, step.A, row);
            ref T b = ref Row(ref memory, step.B, row);
            ref T c = ref Row(ref memory, step.C, row);
            nuint width = (nuint)step.Width;
            switch (step.A.IsNumber, step.B.IsNumber, step.C.IsNumber)
            {
                case (false, false, false): Ternary<TOperation, LoadEach<T>, LoadEach<T>, LoadEach<T>>(ref target, ref a, ref b, ref c, width); break;
                case (true, false, false): Ternary<TOperation, LoadSame<T>, LoadEach<T>, LoadEach<T>>(ref target, ref a, ref b, ref c, width); break;
                case (false, true, false): Ternary<TOperation, LoadEach<T>, LoadSame<T>, LoadEach<T>>(ref target, ref a, ref b, ref c, width); break;
                case (true, true, false): Ternary<TOperation, LoadSame<T>, LoadSame<T>, LoadEach<T>>(ref target, ref a, ref b, ref c, width); break;
                case (false, false, true): Ternary<TOperation, LoadEach<T>, LoadEach<T>, LoadSame<T>>(ref target, ref a, ref b, ref c, width); break;
                case (true, false, true): Ternary<TOperation, LoadSame<T>, LoadEach<T>, LoadSame<T>>(ref target, ref a, ref b, ref c, width); break;
                case (false, true, true): Ternary<TOperation, LoadEach<T>, LoadSame<T>, LoadSame<T>>(ref target, ref a, ref b, ref c, width); break;
                case (true, true, true): Ternary<TOperation, LoadSame<T>, LoadSame<T>, LoadSame<T>>(ref target, ref a, ref b, ref c, width); break;
            }
        }
    }

    private static ref T Row(ref T memory, Operand operand, int row) => ref Unsafe.Add(ref memory, operand.Offset + (row * operand.Stride));

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Unary<TOperation, TA>(ref T target, ref T a, nuint width)
        where TOperation : struct, IUnary<T>
        where TA : struct, ILoad<T>
    {
        nuint i = 0;
        for (; i + Lanes <= width; i += Lanes)
        {
            TOperation.Of(TA.Vector(ref a, i)).StoreUnsafe(ref target, i);
        }

        for (; i < width; i++)
        {
            Unsafe.Add(ref target, i) = TOperation.Of(TA.Number(ref a, i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Binary<TOperation, TA, TB>(ref T target, ref T a, ref T b, nuint width)
        where TOperation : struct, IBinary<T>
        where TA : struct, ILoad<T>
        where TB : struct, ILoad<T>
    {
        nuint i = 0;
        for (; i + Lanes <= width; i += Lanes)
        {
            TOperation.Of(TA.Vector(ref a, i), TB.Vector(ref b, i)).StoreUnsafe(ref target, i);
        }

        for (; i < width; i++)
        {
            Unsafe.Add(ref target, i) = TOperation.Of(TA.Number(ref a, i), TB.Number(ref b, i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Ternary<TOperation, TA, TB, TC>(ref T target, ref T a, ref T b, ref T c, nuint width)
        where TOperation : struct, ITernary<T>
        where TA : struct, ILoad<T>
        where TB : struct, ILoad<T>
        where TC : struct, ILoad<T>
    {
        nuint i = 0;
        for (; i + Lanes <= width; i += Lanes)
        {
            TOperation.Of(TA.Vector(ref a, i), TB.Vector(ref b, i), TC.Vector(ref c, i)).StoreUnsafe(ref target, i);
        }

        for (; i < width; i++)
        {
            Unsafe.Add(ref target, i) = TOperation.Of(TA.Number(ref a, i), TB.Number(ref b, i), TC.Number(ref c, i));
        }
    }
}
