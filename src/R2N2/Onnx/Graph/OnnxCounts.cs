using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Comparisons and whole numbers that a loop or a result needs beside what expressions say.</summary>
internal static class OnnxCounts
{
    /// <summary>The truth value of numbers below a bound.</summary>
    public static string IsLess(this OnnxBuilder builder, string value, double bound) =>
        builder.Emit("Less", [value, builder.Constants.Float([bound], Shape.Scalar)]);

    /// <summary>Whether a truth value [N] holds for any instance.</summary>
    /// <remarks>By a sum, which there is of no instances too; of floating-point numbers, which takes a third of one of integers.</remarks>
    public static string Any(this OnnxBuilder builder, string truth)
    {
        string numbers = builder.Emit("Cast", [truth], OnnxAttribute.Of("to", (long)builder.Constants.FloatType));
        string count = builder.Emit("ReduceSum", [numbers], OnnxAttribute.Of("keepdims", 0));
        return builder.Emit("Greater", [count, builder.Constants.Float([0.5], Shape.Scalar)]);
    }

    /// <summary>A whole number without axes, as a number to compute with.</summary>
    public static OnnxValue AsNumber(this OnnxBuilder builder, string integer) => new(
        builder.Emit("Cast", [integer], OnnxAttribute.Of("to", (long)builder.Constants.FloatType)), Shape.Scalar, BatchAxes.None);

    /// <summary>A whole number, or 1 for true and 0 for false, as an integer.</summary>
    public static string AsInteger(this OnnxBuilder builder, string value) =>
        builder.Emit("Cast", [value], OnnxAttribute.Of("to", (long)TensorProto.Types.DataType.Int64));
}
