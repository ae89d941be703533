using System.Runtime.InteropServices;

namespace R2N2;

/// <summary>A constant by its shape and the bits of its elements: 0 and -0 are two, and NaN equals itself.</summary>
/// <param name="values">The elements, row-major, never written to.</param>
/// <param name="shape">The shape.</param>
internal readonly struct ConstantKey(double[] values, Shape shape) : IEquatable<ConstantKey>
{
    private const int Samples = 16;

    private readonly double[] _values = values;
    private readonly Shape _shape = shape;

    private ReadOnlySpan<long> Bits => MemoryMarshal.Cast<double, long>(_values);

    public bool Equals(ConstantKey other) =>
        _shape.Equals(other._shape) && (ReferenceEquals(_values, other._values) || Bits.SequenceEqual(other.Bits));

    public override bool Equals(object? obj) => obj is ConstantKey other && Equals(other);

    // Some elements tell constants apart, and large ones need not be read for it.
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(_shape);
        ReadOnlySpan<long> bits = Bits;
        int step = Math.Max(1, bits.Length / Samples);
        for (int i = 0; i < bits.Length; i += step)
        {
            hash.Add(bits[i]);
        }

        return hash.ToHashCode();
    }
}
