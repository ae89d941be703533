using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Comparisons and whole numbers that a loop or a result needs beside what expressions say.</summary>
internal static class OnnxCounts
{
    /// <summary>The truth value of numbers below a bound.</summary>
    public static string IsLess(this OnnxBuilder builder, string value, double bound) =>
        builder.Emit("Less", [value, builder.Constants.Float([bound], Shape.Scalar)]);

    /// <summary>Whether a truth value [N] holds for any instance.</summary>
    public static string Any(this OnnxBuilder builder, string truth)
    {
        string count = builder.Emit("ReduceSum", [builder.AsInteger(truth)], OnnxAttribute.Of("keepdims", 0));
        return builder.Emit("Greater", [count, builder.Constants.Integer(0)]);
    }

    /// <summary>A whole number, or 1 for true and 0 for false, as an integer.</summary>
    public static string AsInteger(this OnnxBuilder builder, string value) =>
        builder.Emit("Cast", [value], OnnxAttribute.Of("to", (long)TensorProto.Types.DataType.Int64));
}
