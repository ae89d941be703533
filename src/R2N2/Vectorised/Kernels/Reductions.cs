using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>Sums along an axis, each in the order of <see cref="OrderedSum"/>, whatever lies beside it.</summary>
internal static class Reductions
{
    /// <summary>y = Σ x over the middle axis.</summary>
    /// <param name="x">[outer, length, inner] elements of each lane.</param>
    /// <param name="y">[outer, inner] elements of each lane.</param>
    /// <param name="outer">How much lies before the axis.</param>
    /// <param name="length">The axis.</param>
    /// <param name="inner">How much lies behind it.</param>
    /// <param name="lanes">A multiple of the numbers in a vector, or one.</param>
    public static void Sum<T>(ref T x, ref T y, int outer, int length, int inner, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Sum(new NumberTerm<T>(ref x), ref y, outer, length, inner * lanes);

    /// <summary>
    /// y = ‖x‖₂: √Σ x², and where that sum over- or underflows, of x times a power of two; infinite where an element is,
    /// NaN where an element is.
    /// </summary>
    /// <param name="x">length elements of each lane.</param>
    /// <param name="y">One element of each lane, and room up to a multiple of the numbers in a vector.</param>
    /// <param name="length">The elements.</param>
    /// <param name="lanes">A multiple of the numbers in a vector, or one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Norm<T>(ref T x, ref T y, int length, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Below the smallest sum, squares may have underflowed that count in it.
        bool isDouble = typeof(T) == typeof(double);
        var smallest = Vector512.Create(T.CreateTruncating(isDouble ? 1.1832913578315177e-271 : 7.888609052210118e-31));
        var largest = Vector512.Create(T.CreateTruncating(isDouble ? double.MaxValue : float.MaxValue));
        for (int at = 0; at < lanes; at += Vector512<T>.Count)
        {
            Vector512<T> sum = SumOf<SquareTerm<T>, T>(new(ref x), at, length, lanes);
            bool isSafe = Vector512.GreaterThanOrEqualAll(sum, smallest) && Vector512.LessThanOrEqualAll(sum, largest);
            Vector512<T> norm = isSafe
                ? Vector512.Sqrt(sum)
                : ScaledNorm(ref x, at, length, lanes, Vector512.LessThan(sum, smallest), Vector512.GreaterThan(sum, largest));
            norm.StoreUnsafe(ref y, (nuint)at);
        }
    }

    // A lane that needs no scale has the scale one, which changes nothing.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector512<T> ScaledNorm<T>(ref T x, int at, int length, int lanes, Vector512<T> isSmall, Vector512<T> isLarge)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isDouble = typeof(T) == typeof(double);
        var up = Vector512.Create(T.CreateTruncating(isDouble ? 4.149515568880993e180 : 1.2379400392853803e27));
        var down = Vector512.Create(T.CreateTruncating(isDouble ? 2.409919865102884e-181 : 8.271806125530277e-25));
        Vector512<T> scale = Vector512.ConditionalSelect(isSmall, up, Vector512<T>.One);
        scale = Vector512.ConditionalSelect(isLarge, down, scale);
        return Vector512.Sqrt(SumOf<ScaledSquareTerm<T>, T>(new(ref x, scale), at, length, lanes)) / scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TTerm, T>(scoped TTerm term, ref T y, int outer, int length, int width)
        where TTerm : ITerm<T>, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int room = Padded<T>(outer * length * width);
        for (int o = 0; o < outer; o++)
        {
            int at = 0;
            for (; at + Vector512<T>.Count <= width; at += Vector512<T>.Count)
            {
                OrderedSum.OfLanes<TTerm, T>(term, (o * length * width) + at, length, width).StoreUnsafe(ref y, (nuint)((o * width) + at));
            }

            for (; at < width; at++)
            {
                Unsafe.Add(ref y, (o * width) + at) =
                    OrderedSum.OfNumbers<TTerm, T>(term, (o * length * width) + at, length, width, room);
            }
        }
    }

    // What a value of so many numbers takes in memory when it is alone.
    private static int Padded<T>(int count)
        where T : unmanaged => (count + Vector512<T>.Count - 1) / Vector512<T>.Count * Vector512<T>.Count;

    private static Vector512<T> SumOf<TTerm, T>(scoped TTerm term, int at, int length, int lanes)
        where TTerm : ITerm<T>, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => lanes == 1
            ? Vector512.Create(OrderedSum.OfNumbers<TTerm, T>(term, at, length, 1, Padded<T>(length)))
            : OrderedSum.OfLanes<TTerm, T>(term, at, length, lanes);
}
