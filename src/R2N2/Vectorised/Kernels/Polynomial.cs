using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>Polynomials. Those of few coefficients by way of x² and x⁴: a chain of dependent operations that is as short as a processor can use.</summary>
internal static class Polynomial
{
    /// <summary>c0 + c1 x + c2 x² + …</summary>
    /// <param name="x">x.</param>
    /// <param name="coefficients">At least one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x, ReadOnlySpan<double> coefficients)
    {
        Vector<double> sum = Vector.Create(coefficients[^1]);
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = MultiplyAdd.Of(sum, x, Vector.Create(coefficients[i]));
        }

        return sum;
    }

    /// <summary>c0 + c1 x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Linear(Vector<double> x, double c0, double c1) =>
        MultiplyAdd.Of(Vector.Create(c1), x, Vector.Create(c0));

    /// <summary>c0 + c1 x + c2 x² + c3 x³.</summary>
    /// <param name="x">x.</param>
    /// <param name="square">x².</param>
    /// <param name="c0">The coefficients.</param>
    /// <param name="c1">Of x.</param>
    /// <param name="c2">Of x².</param>
    /// <param name="c3">Of x³.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Cubic(Vector<double> x, Vector<double> square, double c0, double c1, double c2, double c3) =>
        MultiplyAdd.Of(Linear(x, c2, c3), square, Linear(x, c0, c1));
}
