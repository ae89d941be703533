using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>
/// Transcendental functions of many numbers, each result within four units in the last place of <see cref="Math"/>'s, or of the exact one where that has none, and with its
/// special values. A result depends on its own number alone. In single precision they are the double ones, rounded.
/// In all of them y may be x.
/// </summary>
internal static class LaneMath
{
    /// <summary>y = eˣ.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="y">The results.</param>
    /// <param name="count">A multiple of the numbers in a vector.</param>
    public static void Exp<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map<Exponential, T>(ref x, ref y, count);

    /// <summary>y = log x.</summary>
    /// <inheritdoc cref="Exp"/>
    public static void Log<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map<Logarithm, T>(ref x, ref y, count);

    /// <summary>y = sin x.</summary>
    /// <inheritdoc cref="Exp"/>
    public static void Sin<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map<Sine, T>(ref x, ref y, count);

    /// <summary>y = cos x.</summary>
    /// <inheritdoc cref="Exp"/>
    public static void Cos<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map<Cosine, T>(ref x, ref y, count);

    /// <summary>y = tanh x.</summary>
    /// <inheritdoc cref="Exp"/>
    public static void Tanh<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map<HyperbolicTangent, T>(ref x, ref y, count);

    /// <summary>y = atan x.</summary>
    /// <inheritdoc cref="Exp"/>
    public static void Atan<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map<Arctangent, T>(ref x, ref y, count);

    /// <summary>y = ∛x.</summary>
    /// <inheritdoc cref="Exp"/>
    public static void Cbrt<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map<CubeRoot, T>(ref x, ref y, count);

    /// <summary>y = log (1 + x).</summary>
    /// <inheritdoc cref="Exp"/>
    public static void Log1p<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map<LogarithmOfOnePlus, T>(ref x, ref y, count);

    /// <summary>y = eˣ - 1.</summary>
    /// <inheritdoc cref="Exp"/>
    public static void Expm1<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map<ExponentialMinusOne, T>(ref x, ref y, count);

    /// <summary>y = erf x.</summary>
    /// <inheritdoc cref="Exp"/>
    public static void Erf<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map<ErrorFunction, T>(ref x, ref y, count);

    /// <summary>y = Φ(x).</summary>
    /// <inheritdoc cref="Exp"/>
    public static void NormalCdf<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map<NormalDistribution, T>(ref x, ref y, count);

    /// <summary>y = x to the power of the exponent.</summary>
    /// <param name="x">The bases.</param>
    /// <param name="exponent">As many exponents; it may be y as well.</param>
    /// <param name="y">The powers.</param>
    /// <param name="count">A multiple of the numbers in a vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pow<T>(ref T x, ref T exponent, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nuint at = 0; at < (nuint)count; at += (nuint)Vector<T>.Count)
        {
            Power(Vector.LoadUnsafe(ref x, at), Vector.LoadUnsafe(ref exponent, at)).StoreUnsafe(ref y, at);
        }
    }

    /// <summary>y = x to the power of one exponent.</summary>
    /// <param name="x">The bases.</param>
    /// <param name="exponent">The exponent of all.</param>
    /// <param name="y">The powers.</param>
    /// <param name="count">A multiple of the numbers in a vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pow<T>(ref T x, T exponent, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nuint at = 0; at < (nuint)count; at += (nuint)Vector<T>.Count)
        {
            Power(Vector.LoadUnsafe(ref x, at), Vector.Create(exponent)).StoreUnsafe(ref y, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map<TFunction, T>(ref T x, ref T y, int count)
        where TFunction : struct, IFunction
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nuint at = 0; at < (nuint)count; at += (nuint)Vector<T>.Count)
        {
            Vector<T> numbers = Vector.LoadUnsafe(ref x, at);
            if (typeof(T) == typeof(double))
            {
                TFunction.Of(numbers.As<T, double>()).As<double, T>().StoreUnsafe(ref y, at);
            }
            else
            {
                Vector.Widen(numbers.As<T, float>(), out Vector<double> lower, out Vector<double> upper);
                Vector.Narrow(TFunction.Of(lower), TFunction.Of(upper)).As<float, T>().StoreUnsafe(ref y, at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Power<T>(Vector<T> x, Vector<T> exponent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            return Vectorised.Power.Of(x.As<T, double>(), exponent.As<T, double>()).As<double, T>();
        }

        Vector.Widen(x.As<T, float>(), out Vector<double> lower, out Vector<double> upper);
        Vector.Widen(exponent.As<T, float>(), out Vector<double> lowerExponent, out Vector<double> upperExponent);
        return Vector.Narrow(Vectorised.Power.Of(lower, lowerExponent), Vectorised.Power.Of(upper, upperExponent)).As<float, T>();
    }
}
