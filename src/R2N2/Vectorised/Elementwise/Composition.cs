using System.Diagnostics;
using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>Two operations of arithmetic one after another, without a stay in memory between them.</summary>
internal static class Composition
{
    /// <summary>Executes a composition.</summary>
    public static void Run<T>(ref T memory, in Instruction step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (step.Parts.First)
        {
            case Operation.Add: Run<T, Addition<T>>(ref memory, step); break;
            case Operation.Subtract: Run<T, Subtraction<T>>(ref memory, step); break;
            case Operation.Multiply: Run<T, Multiplication<T>>(ref memory, step); break;
            case Operation.Divide: Run<T, Division<T>>(ref memory, step); break;
            default: throw new UnreachableException();
        }
    }

    private static void Run<T, TFirst>(ref T memory, in Instruction step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFirst : struct, IBinary<T>
    {
        switch (step.Parts.Second, step.Parts.IsRight)
        {
            case (Operation.Add, _): Run<T, TFirst, Addition<T>>(ref memory, step); break;
            case (Operation.Multiply, _): Run<T, TFirst, Multiplication<T>>(ref memory, step); break;
            case (Operation.Subtract, false): Run<T, TFirst, Subtraction<T>>(ref memory, step); break;
            case (Operation.Subtract, true): Run<T, TFirst, Reversed<T, Subtraction<T>>>(ref memory, step); break;
            case (Operation.Divide, false): Run<T, TFirst, Division<T>>(ref memory, step); break;
            case (Operation.Divide, true): Run<T, TFirst, Reversed<T, Division<T>>>(ref memory, step); break;
            default: throw new UnreachableException();
        }
    }

    private static void Run<T, TFirst, TSecond>(ref T memory, in Instruction step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFirst : struct, IBinary<T>
        where TSecond : struct, IBinary<T> => Elementwise<T>.Ternary<Composed<T, TFirst, TSecond>>(ref memory, step);
}
