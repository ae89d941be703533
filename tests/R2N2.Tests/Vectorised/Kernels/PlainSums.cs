using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace R2N2.Tests.Vectorised;

/// <summary>The sums of the kernels as their documentation states them, number by number.</summary>
internal static class PlainSums
{
    /// <summary>a b + c as this processor rounds it.</summary>
    public static T MultiplyAdd<T>(T a, T b, T c)
        where T : IBinaryFloatingPointIeee754<T> =>
        Fma.IsSupported || AdvSimd.IsSupported ? T.FusedMultiplyAdd(a, b, c) : (a * b) + c;

    /// <summary>A x, each row in ascending order from zero.</summary>
    public static T[] Product<T>(double[] matrix, int rows, T[] x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var y = new T[rows];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < x.Length; column++)
            {
                y[row] = MultiplyAdd(T.CreateTruncating(matrix[(row * x.Length) + column]), x[column], y[row]);
            }
        }

        return y;
    }

    /// <summary>Σ x: partial sums of every P-th number, halved until one is left.</summary>
    public static T Sum<T>(IReadOnlyList<T> x)
        where T : IBinaryFloatingPointIeee754<T> => Halved<T>(x.Count, (i, sum) => sum + x[i]);

    /// <summary>Σ x y in the same order.</summary>
    public static T SumOfProducts<T>(IReadOnlyList<T> x, IReadOnlyList<T> y)
        where T : IBinaryFloatingPointIeee754<T> => Halved<T>(x.Count, (i, sum) => MultiplyAdd(x[i], y[i], sum));

    private static T Halved<T>(int length, Func<int, T, T> add)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var partial = new T[Vector512<T>.Count];
        for (int i = 0; i < length; i++)
        {
            partial[i % partial.Length] = add(i, partial[i % partial.Length]);
        }

        for (int half = partial.Length / 2; half > 0; half /= 2)
        {
            for (int j = 0; j < half; j++)
            {
                partial[j] += partial[j + half];
            }
        }

        return partial[0];
    }
}
