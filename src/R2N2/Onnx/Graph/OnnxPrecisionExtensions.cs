namespace R2N2.Onnx;

/// <summary>What a floating-point type means for numbers.</summary>
internal static class OnnxPrecisionExtensions
{
    /// <summary>The relative spacing of floating-point numbers: 2⁻⁵² or 2⁻²³.</summary>
    public static double Resolution(this OnnxPrecision precision) =>
        precision == OnnxPrecision.Float64 ? 1.0 / (1L << 52) : 1.0 / (1 << 23);
}
