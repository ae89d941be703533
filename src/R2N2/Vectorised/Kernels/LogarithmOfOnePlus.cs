using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>log (1 + x) = log s + e / s, where s is the rounded sum and e what it was rounded by.</summary>
internal readonly struct LogarithmOfOnePlus : IFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        (Vector<double> sum, Vector<double> error) = DoubleDouble.Sum(Vector<double>.One, x);
        Vector<double> log = Logarithm.Of(sum);
        Vector<long> isRegular = Vector.GreaterThan(sum, Vector<double>.Zero) & Vector.LessThan(sum, Vector.Create(double.PositiveInfinity));
        log = Vector.ConditionalSelect(isRegular, log + (error / sum), log);
        return Vector.ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), x, log);
    }
}
