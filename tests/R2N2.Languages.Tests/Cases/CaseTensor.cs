using System.Runtime.InteropServices;

namespace R2N2.Languages.Tests.Cases;

/// <summary>A tensor on its way into or out of another runtime: its bytes, so that no digit is lost and NaN stays NaN.</summary>
/// <param name="Name">The input or output.</param>
/// <param name="Type"><c>float64</c>, <c>float32</c> or <c>int64</c>.</param>
/// <param name="Dims">All its lengths, the batch first.</param>
/// <param name="Data">The elements, little-endian, in Base64.</param>
public sealed record CaseTensor(string Name, string Type, long[] Dims, string Data)
{
    public const string DoubleType = "float64";
    public const string SingleType = "float32";
    public const string IntegerType = "int64";

    public static CaseTensor Of(string name, long[] dims, ReadOnlySpan<double> values) =>
        new(name, DoubleType, dims, Convert.ToBase64String(MemoryMarshal.AsBytes(values)));

    public static CaseTensor Of(string name, long[] dims, ReadOnlySpan<long> values) =>
        new(name, IntegerType, dims, Convert.ToBase64String(MemoryMarshal.AsBytes(values)));

    /// <summary>The same numbers in the precision of a file.</summary>
    public CaseTensor In(OnnxPrecision precision) => precision == OnnxPrecision.Float64 || Type != DoubleType
        ? this
        : this with
        {
            Type = SingleType,
            Data = Convert.ToBase64String(MemoryMarshal.AsBytes<float>(Array.ConvertAll(Numbers(), number => (float)number))),
        };

    public double[] Numbers() => Type switch
    {
        DoubleType => MemoryMarshal.Cast<byte, double>(Convert.FromBase64String(Data)).ToArray(),
        SingleType => Array.ConvertAll(MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(Data)).ToArray(), number => (double)number),
        _ => throw new InvalidOperationException($"'{Name}' is {Type}; it holds no floating-point numbers."),
    };

    public long[] Integers() => Type == IntegerType
        ? MemoryMarshal.Cast<byte, long>(Convert.FromBase64String(Data)).ToArray()
        : throw new InvalidOperationException($"'{Name}' is {Type}, not {IntegerType}.");
}
