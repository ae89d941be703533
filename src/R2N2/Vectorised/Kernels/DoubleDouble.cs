using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>Sums and products with what they were rounded by.</summary>
internal static class DoubleDouble
{
    /// <summary>left + right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<double> Value, Vector<double> Error) Sum(Vector<double> left, Vector<double> right)
    {
        Vector<double> sum = left + right;
        Vector<double> rounded = sum - left;
        return (sum, (left - (sum - rounded)) + (right - rounded));
    }

    /// <summary>larger + smaller, where the one is no smaller in magnitude than the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<double> Value, Vector<double> Error) SumOfOrdered(Vector<double> larger, Vector<double> smaller)
    {
        Vector<double> sum = larger + smaller;
        return (sum, smaller - (sum - larger));
    }

    /// <summary>left right, where the processor fuses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<double> Value, Vector<double> Error) Product(Vector<double> left, Vector<double> right)
    {
        Vector<double> product = left * right;
        return (product, MultiplyAdd.Of(left, right, -product));
    }
}
