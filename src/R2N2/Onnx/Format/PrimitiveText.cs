namespace R2N2.Onnx;

/// <summary>How a primitive stands in a <see cref="FunctionText"/>: what is written is what is read.</summary>
/// <param name="Operands">How many operands it takes; null for any number but none.</param>
/// <param name="Arguments">What stands behind them.</param>
internal readonly record struct PrimitiveText(int? Operands, TextArguments Arguments)
{
    // No discard arm on purpose: a primitive without an arm here does not compile (CS8509).
    public static PrimitiveText Of(Primitive primitive) => primitive switch
    {
        Primitive.Input => throw new ArgumentException("an input is not computed"),
        Primitive.Constant => new(0, TextArguments.Numbers),
        Primitive.Negate or Primitive.Abs or Primitive.Sign or Primitive.Sqrt => new(1, TextArguments.None),
        Primitive.Exp or Primitive.Log or Primitive.Sin or Primitive.Cos or Primitive.Tanh => new(1, TextArguments.None),
        Primitive.Atan or Primitive.Cbrt or Primitive.Log1p or Primitive.Expm1 => new(1, TextArguments.None),
        Primitive.Erf or Primitive.NormalCdf => new(1, TextArguments.None),
        Primitive.Transpose or Primitive.Norm => new(1, TextArguments.None),
        Primitive.Add or Primitive.Subtract or Primitive.Multiply or Primitive.Divide => new(2, TextArguments.None),
        Primitive.Pow or Primitive.Min or Primitive.Max => new(2, TextArguments.None),
        Primitive.MatrixVector or Primitive.MatrixMatrix or Primitive.Solve => new(2, TextArguments.None),
        Primitive.SparseProduct => new(1, TextArguments.Matrix),
        Primitive.SelectLess => new(4, TextArguments.None),
        Primitive.Broadcast or Primitive.Reshape => new(1, TextArguments.Shape),
        Primitive.Sum => new(1, TextArguments.Axis),
        Primitive.Index => new(1, TextArguments.AxisAndIndex),
        Primitive.Slice => new(1, TextArguments.AxisAndRange),
        Primitive.Stack => new(null, TextArguments.None),
        Primitive.Concat => new(null, TextArguments.Axis),
    };
}
