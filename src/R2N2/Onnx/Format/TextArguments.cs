namespace R2N2.Onnx;

/// <summary>What stands behind the operands of a primitive in a <see cref="FunctionText"/>.</summary>
internal enum TextArguments
{
    None,
    Numbers,
    Shape,
    Axis,
    AxisAndIndex,
    AxisAndRange,
    Matrix,
}
