using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>erf x = x + x P(x²) up to a half, and ± (1 - 2 Φ(-√2 |x|)) beyond.</summary>
internal readonly struct ErrorFunction : IFunction
{
    // Beyond it the result is one.
    private const double Largest = 6;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        Vector<double> size = Vector.Abs(x);
        Vector<double> bounded = Vector.ConditionalSelect(Vector.GreaterThan(size, Vector.Create(Largest)), Vector.Create(Largest), size);
        Vector<double> square = bounded * bounded;
        Vector<double> near = MultiplyAdd.Of(size, Polynomial.Of(square, FunctionSeries.ErrorFunction), size);
        Vector<double> tail = Exponential.Of(-square) / NormalDistribution.Divisor(Vector.Create(1.4142135623730951) * bounded);
        Vector<double> far = Vector<double>.One - (tail + tail);
        return Vector.ConditionalSelect(Vector.LessThan(size, Vector.Create(0.5)), near, far) | (x & Vector.Create(-0.0));
    }
}
