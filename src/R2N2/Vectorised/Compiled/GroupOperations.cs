using System.Diagnostics;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>The methods that compiled loops call: those of the interpreted ones, so that both have the same bits.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal static class GroupOperations<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private delegate Vector512<T> Loading(ref T row, nuint i);

    private delegate void Storing(Vector512<T> value, ref T row, nuint i);

    /// <summary>Loads a vector of numbers.</summary>
    public static MethodInfo LoadEach { get; } = new Loading(LoadEach<T>.Vector).Method;

    /// <summary>Loads one number for all places.</summary>
    public static MethodInfo LoadSame { get; } = new Loading(LoadSame<T>.Vector).Method;

    /// <summary>Loads one number for the first place.</summary>
    public static MethodInfo LoadNumber { get; } = new Loading(Number).Method;

    /// <summary>Stores a vector.</summary>
    public static MethodInfo Store { get; } = new Storing(Vector512.StoreUnsafe<T>).Method;

    /// <summary>Stores the first number of a vector.</summary>
    public static MethodInfo StoreNumber { get; } = new Storing(Number).Method;

    /// <summary>The method of an operation of arithmetic; its arguments are the operands.</summary>
    /// <param name="operation">The operation.</param>
    public static MethodInfo Of(Operation operation) => operation switch
    {
        Operation.Negate => Unary(Negation<T>.Of),
        Operation.Abs => Unary(AbsoluteValue<T>.Of),
        Operation.Sign => Unary(SignOf<T>.Of),
        Operation.Sqrt => Unary(SquareRoot<T>.Of),
        Operation.Add => Binary(Addition<T>.Of),
        Operation.Subtract => Binary(Subtraction<T>.Of),
        Operation.Multiply => Binary(Multiplication<T>.Of),
        Operation.Divide => Binary(Division<T>.Of),
        Operation.Min => Binary(Minimum<T>.Of),
        Operation.Max => Binary(Maximum<T>.Of),
        Operation.MultiplyAdd => Ternary(MultiplyAddition<T>.Of),
        Operation.MultiplySubtract => Ternary(MultiplySubtraction<T>.Of),
        Operation.SubtractMultiply => Ternary(SubtractionOfProduct<T>.Of),
        Operation.SelectLess => new Func<Vector512<T>, Vector512<T>, Vector512<T>, Vector512<T>, Vector512<T>>(Selection.Of).Method,
        _ => throw new UnreachableException($"{operation} is not a single operation of arithmetic."),
    };

    private static MethodInfo Unary(Func<Vector512<T>, Vector512<T>> operation) => operation.Method;

    private static MethodInfo Binary(Func<Vector512<T>, Vector512<T>, Vector512<T>> operation) => operation.Method;

    private static MethodInfo Ternary(Func<Vector512<T>, Vector512<T>, Vector512<T>, Vector512<T>> operation) => operation.Method;

    private static Vector512<T> Number(ref T row, nuint i) => Vector512.CreateScalarUnsafe(Unsafe.Add(ref row, i));

    private static void Number(Vector512<T> value, ref T row, nuint i) => Unsafe.Add(ref row, i) = value.ToScalar();
}
