using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>∛x = ± e^(log |x| / 3), and a step of Newton's method.</summary>
internal readonly struct CubeRoot : IFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        Vector<double> size = Vector.Abs(x);
        Vector<double> rough = Exponential.Of(Logarithm.Of(size) * Vector.Create(1.0 / 3));
        Vector<double> excess = rough - (size / (rough * rough));
        Vector<double> root = MultiplyAdd.Of(excess, Vector.Create(-1.0 / 3), rough) | (x & Vector.Create(-0.0));

        // Zeros and infinities are their own roots.
        Vector<long> isRegular = Vector.GreaterThan(size, Vector<double>.Zero) & Vector.LessThan(size, Vector.Create(double.PositiveInfinity));
        return Vector.ConditionalSelect(isRegular, root, x);
    }
}
