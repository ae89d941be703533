using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>tanh x = ± t / (t + 2) with t = e^2|x| - 1: odd, and without a difference that cancels.</summary>
internal readonly struct HyperbolicTangent : IFunction
{
    // tanh of this is one.
    private const double Largest = 22;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        Vector<double> size = Vector.Abs(x);
        size = Vector.ConditionalSelect(Vector.GreaterThan(size, Vector.Create(Largest)), Vector.Create(Largest), size);
        (Vector<long> power, Vector<double> r, Vector<double> error) = Exponential.Reduce(size + size);
        Vector<double> scale = Exponential.PowerOfTwo(power);
        Vector<double> t = MultiplyAdd.Of(scale, Exponential.SeriesMinusOne(r, error), scale - Vector<double>.One);

        // 1 / (t + 2) = (1 - tanh) / 2 is known by then, and with it what the rounding of t + 2 has changed.
        (Vector<double> divisor, Vector<double> rounded) = DoubleDouble.SumOfOrdered(Vector.Create(2.0), t);
        Vector<double> quotient = t / divisor;
        Vector<double> change = quotient * rounded * (Vector<double>.One - quotient);
        return MultiplyAdd.Of(change, Vector.Create(-0.5), quotient) | (x & Vector.Create(-0.0));
    }
}
