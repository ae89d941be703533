namespace R2N2;

/// <summary>The one place where a node's primitive meets the reader's method for it.</summary>
internal static class PrimitiveDispatch
{
    /// <summary>Computes one node.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="node">The node; not an input.</param>
    /// <param name="values">All values computed so far.</param>
    /// <param name="operands">Where the node's operands lie in <paramref name="values"/>.</param>
    public static T Apply<T>(IReader<T> reader, Expression node, T[] values, int[] operands)
        where T : class
    {
        PrimitiveArguments with = node.Arguments;
        T Operand(int i) => values[operands[i]];
        T[] All() => [.. operands.Select(slot => values[slot])];

        // No discard arm on purpose: a primitive without an arm here does not compile (CS8509).
        return node.Primitive switch
        {
            Primitive.Input => throw new InvalidOperationException($"The input '{node}' has no value."),
            Primitive.Constant => reader.Constant(node.Values, node.Shape),
            Primitive.Broadcast => reader.Broadcast(Operand(0), node.Shape),
            Primitive.Add => reader.Add(Operand(0), Operand(1)),
            Primitive.Subtract => reader.Subtract(Operand(0), Operand(1)),
            Primitive.Multiply => reader.Multiply(Operand(0), Operand(1)),
            Primitive.Divide => reader.Divide(Operand(0), Operand(1)),
            Primitive.Negate => reader.Negate(Operand(0)),
            Primitive.Abs => reader.Abs(Operand(0)),
            Primitive.Sign => reader.Sign(Operand(0)),
            Primitive.Sqrt => reader.Sqrt(Operand(0)),
            Primitive.Exp => reader.Exp(Operand(0)),
            Primitive.Log => reader.Log(Operand(0)),
            Primitive.Sin => reader.Sin(Operand(0)),
            Primitive.Cos => reader.Cos(Operand(0)),
            Primitive.Tanh => reader.Tanh(Operand(0)),
            Primitive.Atan => reader.Atan(Operand(0)),
            Primitive.Cbrt => reader.Cbrt(Operand(0)),
            Primitive.Log1p => reader.Log1p(Operand(0)),
            Primitive.Expm1 => reader.Expm1(Operand(0)),
            Primitive.Erf => reader.Erf(Operand(0)),
            Primitive.NormalCdf => reader.NormalCdf(Operand(0)),
            Primitive.Pow => reader.Pow(Operand(0), Operand(1)),
            Primitive.Min => reader.Min(Operand(0), Operand(1)),
            Primitive.Max => reader.Max(Operand(0), Operand(1)),
            Primitive.SelectLess => reader.SelectLess(Operand(0), Operand(1), Operand(2), Operand(3)),
            Primitive.MatrixVector => reader.MatrixVector(Operand(0), Operand(1)),
            Primitive.MatrixMatrix => reader.MatrixMatrix(Operand(0), Operand(1)),
            Primitive.SparseProduct => reader.SparseProduct(with.Matrix!, Operand(0)),
            Primitive.Solve => reader.Solve(Operand(0), Operand(1), node.Shape),
            Primitive.Transpose => reader.Transpose(Operand(0)),
            Primitive.Sum => reader.Sum(Operand(0), with.Axis),
            Primitive.Norm => reader.Norm(Operand(0), node.Operands[0].Shape),
            Primitive.Index => reader.Index(Operand(0), with.Axis, with.Start),
            Primitive.Slice => reader.Slice(Operand(0), with.Axis, with.Start, with.Length),
            Primitive.Stack => reader.Stack(All(), node.Operands[0].Shape),
            Primitive.Concat => reader.Concat(All(), [.. node.Operands.Select(part => part.Shape)], with.Axis),
            Primitive.Reshape => reader.Reshape(Operand(0), node.Operands[0].Shape, node.Shape),
        };
    }
}
