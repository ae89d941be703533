using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace R2N2.Vectorised;

/// <summary>
/// a b + c, rounded once where the processor fuses and twice where it does not: the same operation for a vector and for a number,
/// so that they agree in every bit on one machine.
/// </summary>
internal static class MultiplyAdd
{
    /// <summary>Whether the processor rounds a b + c once; emulated, that costs a hundred times as much.</summary>
    public static bool IsFused => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>left right + addend, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of<T>(Vector512<T> left, Vector512<T> right, Vector512<T> addend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!IsFused)
        {
            return (left * right) + addend;
        }

        return typeof(T) == typeof(double)
            ? Vector512.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>()
            : Vector512.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>();
    }

    /// <summary>left right + addend, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Of<T>(Vector<T> left, Vector<T> right, Vector<T> addend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!IsFused)
        {
            return (left * right) + addend;
        }

        return typeof(T) == typeof(double)
            ? Vector.FusedMultiplyAdd(left.As<T, double>(), right.As<T, double>(), addend.As<T, double>()).As<double, T>()
            : Vector.FusedMultiplyAdd(left.As<T, float>(), right.As<T, float>(), addend.As<T, float>()).As<float, T>();
    }

    /// <summary>left right + addend.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T left, T right, T addend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => IsFused ? T.FusedMultiplyAdd(left, right, addend) : (left * right) + addend;
}
