using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>atan x = ± (t + t³ P(t²) / Q(t²)) with t = |x|, or ± (π/2 - …) with t = 1/|x| where |x| is above one.</summary>
internal readonly struct Arctangent : IFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        Vector<double> size = Vector.Abs(x);
        Vector<long> isSteep = Vector.GreaterThan(size, Vector<double>.One);
        Vector<double> t = Vector.ConditionalSelect(isSteep, Vector<double>.One, size)
            / Vector.ConditionalSelect(isSteep, size, Vector<double>.One);
        Vector<double> square = t * t;
        Vector<double> quotient = Polynomial.Of(square, FunctionSeries.ArctangentNumerator)
            / Polynomial.Of(square, FunctionSeries.ArctangentDenominator);
        Vector<double> angle = MultiplyAdd.Of(t, square * quotient, t);
        return Vector.ConditionalSelect(isSteep, Vector.Create(Math.PI / 2) - angle, angle) | (x & Vector.Create(-0.0));
    }
}
