using System.Numerics;
using System.Runtime.CompilerServices;

namespace R2N2.Vectorised;

/// <summary>Functions of numbers, place by place; in place where the operand and the result are the same.</summary>
internal static class LaneMath
{
    /// <summary>eˣ.</summary>
    public static void Exp<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref y, i) = T.Exp(Unsafe.Add(ref x, i));
        }
    }

    /// <summary>ln x.</summary>
    public static void Log<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref y, i) = T.Log(Unsafe.Add(ref x, i));
        }
    }

    /// <summary>sin x.</summary>
    public static void Sin<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref y, i) = T.Sin(Unsafe.Add(ref x, i));
        }
    }

    /// <summary>cos x.</summary>
    public static void Cos<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref y, i) = T.Cos(Unsafe.Add(ref x, i));
        }
    }

    /// <summary>tanh x.</summary>
    public static void Tanh<T>(ref T x, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref y, i) = T.Tanh(Unsafe.Add(ref x, i));
        }
    }

    /// <summary>xᵖ, of one power.</summary>
    public static void Pow<T>(ref T x, T power, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref y, i) = T.Pow(Unsafe.Add(ref x, i), power);
        }
    }

    /// <summary>xᵖ, of a power for each place.</summary>
    public static void Pow<T>(ref T x, ref T power, ref T y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref y, i) = T.Pow(Unsafe.Add(ref x, i), Unsafe.Add(ref power, i));
        }
    }
}
