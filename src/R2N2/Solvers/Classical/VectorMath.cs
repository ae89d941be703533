using System.Numerics;

namespace R2N2;

/// <summary>Arithmetic of plain vectors, in the order of their elements, so that results repeat to the bit.</summary>
internal static class VectorMath
{
    /// <summary>Adds a multiple of a vector.</summary>
    public static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> vector)
    {
        int i = 0;
        Vector<double> factors = new(factor);
        for (; i <= target.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(target[i..]) + (factors * new Vector<double>(vector[i..]))).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] += factor * vector[i];
        }
    }
}
