using static R2N2.Tests.Onnx.Reading.ModelSketch;

namespace R2N2.Tests.Onnx.Reading;

/// <summary>Graphs that can be read, by name; each gives the name of its output.</summary>
internal static class ImportCases
{
    /// <summary>Operators that ONNX Runtime computes in double precision.</summary>
    public static IReadOnlyDictionary<string, Func<ModelSketch, string>> InDouble { get; } = Elementwise()
        .Concat(Broadcasting()).Concat(Products()).Concat(Places()).Concat(Reductions()).Concat(Logic())
        .ToDictionary(entry => entry.Name, entry => entry.Build);

    /// <summary>Operators that ONNX Runtime computes in single precision only.</summary>
    public static IReadOnlyDictionary<string, Func<ModelSketch, string>> InSingle { get; } =
        new[] { "Cos", "Tan", "Sinh", "Cosh", "Softplus", "Softsign", "Elu", "Selu", "LeakyRelu", "Atan", "Erf" }
            .Select(operation => Case(operation, m => m.Node(operation, m.Input("x", 4))))
            .Concat(new[] { "Asin", "Acos" }.Select(operation => Case(operation, m => m.Node(operation, m.Node("Mul", m.Input("x", 4), m.Numbers([0.45]))))))
            .Concat(Convolutions())
            .Append(Case("Elu with alpha", m => m.Node("Elu", [m.Input("x", 4)], With("alpha", 0.5f))))
            .Append(Case("LeakyRelu with alpha", m => m.Node("LeakyRelu", [m.Input("x", 4)], With("alpha", 0.25f))))
            .ToDictionary(entry => entry.Name, entry => entry.Build);

    private static (string Name, Func<ModelSketch, string> Build) Case(string name, Func<ModelSketch, string> build) => (name, build);

    private static IEnumerable<(string Name, Func<ModelSketch, string> Build)> Elementwise() =>
    [
        .. new[] { "Neg", "Abs", "Sign", "Exp", "Sin", "Tanh", "Sigmoid", "Relu", "Identity" }
            .Select(operation => Case(operation, m => m.Node(operation, m.Input("x", 2, 3)))),
        .. new[] { "Sqrt", "Log", "Reciprocal" }
            .Select(operation => Case(operation, m => m.Node(operation, m.Node("Add", m.Node("Abs", m.Input("x", 4)), m.Numbers([0.1]))))),
        .. new[] { "Add", "Sub", "Mul", "Div", "Min", "Max" }
            .Select(operation => Case($"{operation} of two", m => m.Node(operation, m.Input("x", 4), m.Input("p", 4)))),
        Case("Pow with a vector", m => m.Node("Pow", m.Node("Abs", m.Input("x", 3)), m.Numbers([0.5, 2, -1], 3))),
        Case("Pow 2", m => m.Node("Pow", m.Input("x", 3), m.Numbers([2]))),
        Case("Pow 3 of shape [1]", m => m.Node("Pow", m.Input("x", 3), m.Numbers([3], 1))),
        Case("Min of three", m => m.Node("Min", m.Input("x", 4), m.Random(1, 4), m.Numbers([0.3]))),
        Case("Max of one", m => m.Node("Max", m.Input("x", 4))),
        Case("Sum of three", m => m.Node("Sum", m.Input("x", 4), m.Random(1, 4), m.Random(2, 1, 4))),
        Case("Clip", m => m.Node("Clip", m.Input("x", 4), m.Numbers([-0.5]), m.Numbers([0.7]))),
        Case("Clip from above", m => m.Node("Clip", m.Input("x", 4), "", m.Numbers([0.7]))),
        Case("Cast", m => m.Node("Cast", [m.Node("Cast", [m.Input("x", 4)], With("to", 11L))], m.ToReal)),
    ];

    private static IEnumerable<(string Name, Func<ModelSketch, string> Build)> Broadcasting() =>
    [
        Case("scalar and matrix", m => m.Node("Mul", m.Input("x", 2, 3), m.Input("s", 1, 1))),
        Case("row and matrix", m => m.Node("Add", m.Input("x", 2, 3), m.Input("r", 1, 3))),
        Case("column and matrix", m => m.Node("Sub", m.Input("x", 2, 3), m.Input("c", 2, 1))),
        Case("row and column", m => m.Node("Mul", m.Input("r", 1, 3), m.Input("c", 2, 1))),
        Case("constant row and matrix", m => m.Node("Mul", m.Input("x", 2, 3), m.Random(3, 3))),
        Case("constant matrix and vector", m => m.Node("Add", m.Random(3, 1, 4, 1), m.Node("Unsqueeze", m.Input("x", 3), m.Integers(1)))),
        Case("four axes", m => m.Node("Add", m.Input("x", 2, 1, 3, 1), m.Input("p", 1, 5, 1, 2))),
        Case("middle axis", m => m.Node("Mul", m.Input("x", 2, 1, 3), m.Random(4, 2, 4, 3))),
        Case("Expand to the batch of another", m =>
        {
            string x = m.Input("x", 3);
            string batch = m.Node("Gather", m.Node("Shape", x), m.Integer(0));
            string shape = m.Node("Concat", [m.Node("Unsqueeze", batch, m.Integers(0)), m.Integers(3)], With("axis", 0L));
            return m.Node("Add", x, m.Node("Expand", m.Random(5, 1, 3), shape));
        }),
        Case("Expand an axis", m => m.Node("Expand", m.Input("x", 3, 1), m.Integers(1, 3, 4))),
        Case("expand as PyTorch writes it", m =>
        {
            string x = m.Input("x", 3);
            string shape = m.Node("Concat", [m.Node("Slice", m.Node("Shape", x), m.Integers(0), m.Integers(1)), m.Integers(-1)], With("axis", 0L));
            string ones = m.Node("ConstantOfShape", [m.Integers(2)], With("value", Single(1)));
            string wanted = m.Node("Where", m.Node("Equal", shape, m.Node("Mul", ones, m.Integers(-1))), ones, shape);
            return m.Node("Mul", x, m.Node("Expand", m.Random(6, 1, 3), wanted));
        }),
        Case("zeros like", m =>
        {
            string x = m.Input("x", 3);
            return m.Node("Concat", [x, m.Node("Cast", [m.Node("ConstantOfShape", m.Node("Shape", x))], m.ToReal)], With("axis", 1L));
        }),
    ];

    private static IEnumerable<(string Name, Func<ModelSketch, string> Build)> Products() =>
    [
        Case("Gemm", m => m.Node("Gemm", m.Input("x", 3), m.Random(1, 3, 4), m.Random(2, 4))),
        Case("Gemm transposed", m => m.Node("Gemm", [m.Input("x", 3), m.Random(1, 4, 3), m.Random(2, 4)], With("transB", 1L))),
        Case("Gemm with factors", m => m.Node("Gemm", [m.Input("x", 3), m.Random(1, 3, 4), m.Random(2, 1, 4)], With("alpha", 0.5f), With("beta", 2f))),
        Case("Gemm without C", m => m.Node("Gemm", m.Input("x", 3), m.Random(1, 3, 4))),
        Case("Gemm of weights and transposed x", m => m.Node(
            "Transpose", m.Node("Gemm", [m.Random(1, 4, 3), m.Input("x", 3), m.Random(2, 4, 1)], With("transB", 1L)))),
        Case("MatMul with weights", m => m.Node("MatMul", m.Input("x", 3), m.Random(1, 3, 4))),
        Case("MatMul with a vector", m => m.Node("Unsqueeze", m.Node("MatMul", m.Input("x", 3), m.Random(1, 3)), m.Integers(1))),
        Case("MatMul of rows", m => m.Node("MatMul", m.Input("x", 2, 3), m.Random(1, 3, 4))),
        Case("MatMul of weights and columns", m => m.Node("MatMul", m.Random(1, 4, 3), m.Input("x", 3, 2))),
        Case("MatMul of matrices per instance", m => m.Node("MatMul", m.Input("x", 2, 3), m.Input("p", 3, 4))),
        Case("MatMul of matrix and vector per instance", m =>
            m.Node("Squeeze", m.Node("MatMul", m.Input("A", 3, 3), m.Node("Unsqueeze", m.Input("x", 3), m.Integers(2))), m.Integers(2))),
        Case("MatMul of stacks", m => m.Node("MatMul", m.Input("x", 2, 3, 4), m.Input("p", 2, 4, 5))),
        Case("MatMul of a stack and weights in a stack", m => m.Node("MatMul", m.Input("x", 2, 3, 4), m.Random(1, 2, 4, 2))),
        Case("MatMul of constants", m => m.Node("Mul", m.Input("x", 2), m.Node("MatMul", m.Random(1, 2, 3), m.Random(2, 3)))),
        Case("Einsum matrix vector", m => m.Node("Einsum", [m.Input("A", 2, 3), m.Input("x", 3)], With("equation", "aij,aj->ai"))),
        Case("Einsum fixed matrix", m => m.Node("Einsum", [m.Random(1, 2, 3), m.Input("x", 3)], With("equation", "ij,aj->ai"))),
        Case("Einsum outer", m => m.Node("Einsum", [m.Input("x", 2), m.Input("y", 3)], With("equation", "ni, nj -> nji"))),
        Case("Einsum dot", m => m.Node("Unsqueeze", m.Node("Einsum", [m.Input("x", 4), m.Input("y", 4)], With("equation", "ni,ni->n")), m.Integers(1))),
        Case("two layers", m => m.Node("Gemm",
            [m.Node("Tanh", m.Node("Gemm", [m.Input("x", 2), m.Random(1, 16, 2), m.Random(2, 16)], With("transB", 1L))), m.Random(3, 2, 16), m.Random(4, 2)],
            With("transB", 1L))),
    ];

    private static IEnumerable<(string Name, Func<ModelSketch, string> Build)> Places() =>
    [
        Case("Tile", m => m.Node("Tile", m.Input("x", 2, 3), m.Integers(1, 2, 3))),
        Case("Concat", m => m.Node("Concat", [m.Input("x", 2, 3), m.Input("p", 2, 1)], With("axis", -1L))),
        Case("Concat rows", m => m.Node("Concat", [m.Input("x", 2, 3), m.Input("p", 1, 3)], With("axis", 1L))),
        Case("Slice", m => m.Node("Slice", m.Input("x", 5), m.Integers(1), m.Integers(4), m.Integers(1))),
        Case("Slice of the whole batch", m => m.Node("Slice", m.Input("x", 5), m.Integers(0, -3), m.Integers(long.MaxValue, int.MaxValue), m.Integers(0, 1))),
        Case("Slice with a step", m => m.Node("Slice", m.Input("x", 2, 7), m.Integers(1), m.Integers(100), m.Integers(-1), m.Integers(2))),
        Case("Slice backwards", m => m.Node("Slice", m.Input("x", 5), m.Integers(-1), m.Integers(-100), m.Integers(1), m.Integers(-2))),
        Case("Gather one", m => m.Node("Gather", [m.Input("x", 4), m.Integers(2)], With("axis", 1L))),
        Case("Gather without the axis", m => m.Node("Gather", [m.Input("x", 4, 2), m.Integer(-1)], With("axis", 1L))),
        Case("Gather many", m => m.Node("Gather", [m.Input("x", 4, 2), m.IntegerTensor([3, 0, 1, 1, 2, -4], 2, 3)], With("axis", 1L))),
        Case("roll", m =>
        {
            string x = m.Input("x", 6);
            string tail = m.Node("Slice", x, m.Integers(5), m.Integers(6), m.Integers(1));
            return m.Node("Concat", [tail, m.Node("Slice", x, m.Integers(0), m.Integers(5), m.Integers(1))], With("axis", 1L));
        }),
        Case("Reshape with 0 and -1", m => m.Node("Reshape", m.Input("x", 2, 6), m.Integers(0, 3, -1))),
        Case("Reshape with -1 as the batch", m => m.Node("Reshape", m.Input("x", 2, 6), m.Integers(-1, 12))),
        Case("Reshape by the shape of another", m => m.Node("Reshape", m.Input("x", 12), m.Node("Shape", m.Input("p", 3, 4)))),
        Case("Reshape into the batch and back", m => m.Node(
            "Reshape",
            m.Node("Gemm", m.Node("Tanh", m.Node("Reshape", m.Input("x", 2, 3), m.Integers(-1, 3))), m.Random(1, 3, 4), m.Random(2, 4)),
            m.Integers(-1, 2, 4))),
        Case("Reshape into the batch and back, by computed lengths", m =>
        {
            string x = m.Input("x", 2, 3);
            string batch = m.Node("Slice", m.Node("Shape", x), m.Integers(0), m.Integers(1));
            string rows = m.Node("Mul", batch, m.Integers(2));
            string flat = m.Node("Sin", m.Node("Reshape", x, m.Node("Concat", [rows, m.Integers(3)], With("axis", 0L))));
            string count = m.Node("Div", m.Node("Slice", m.Node("Shape", flat), m.Integers(0), m.Integers(1)), m.Integers(2));
            return m.Node("Reshape", flat, m.Node("Concat", [count, m.Integers(2, 3)], With("axis", 0L)));
        }),
        Case("Flatten into the batch and back", m => m.Node(
            "Reshape", m.Node("MatMul", m.Node("Flatten", [m.Input("x", 2, 3)], With("axis", 2L)), m.Random(1, 3, 3)), m.Integers(-1, 6))),
        Case("Flatten", m => m.Node("Flatten", m.Input("x", 2, 3))),
        Case("Squeeze", m => m.Node("Squeeze", m.Input("x", 1, 3, 1), m.Integers(1, -1))),
        Case("Unsqueeze", m => m.Node("Unsqueeze", m.Input("x", 3), m.Integers(1, -1))),
        Case("Transpose", m => m.Node("Transpose", [m.Input("x", 2, 3)], With("perm", 0, 2, 1))),
        Case("Transpose three", m => m.Node("Transpose", [m.Input("x", 2, 3, 4)], With("perm", 0, 3, 1, 2))),
        Case("Transpose three, mixed", m => m.Node("Transpose", [m.Input("x", 2, 3, 4)], With("perm", 0, 3, 2, 1))),
        Case("Transpose, first fixed", m => m.Node("Transpose", [m.Input("x", 2, 3, 4)], With("perm", 0, 1, 3, 2))),
        Case("Transpose to and fro", m => m.Node("Transpose", m.Node("Tanh", m.Node("Transpose", m.Input("x", 4))))),
        Case("Split", m =>
        {
            string[] parts = m.Nodes("Split", 2, [m.Input("x", 5), m.Integers(2, 3)], With("axis", 1L));
            return m.Node("Concat", [m.Node("Exp", parts[1]), parts[0]], With("axis", 1L));
        }),
        Case("Constant nodes", m => m.Node("Mul", m.Input("x", 2), m.Node("Cast", [m.Node("Constant", [], With("value", Single(3)))], m.ToReal))),
        Case("Constant integers", m => m.Node("Mul", m.Input("x", 2), m.Node("Cast", [m.Node("Constant", [], With("value_ints", 3, -4))], m.ToReal))),
    ];

    private static IEnumerable<(string Name, Func<ModelSketch, string> Build)> Reductions() =>
    [
        Case("ReduceSum", m => m.Node("ReduceSum", m.Input("x", 2, 3), m.Integers(2))),
        Case("ReduceSum without the axis", m => m.Node("ReduceSum", [m.Input("x", 2, 3), m.Integers(-2)], With("keepdims", 0L))),
        Case("ReduceSum over both", m => m.Node("ReduceSum", [m.Input("x", 2, 3), m.Integers(1, 2)], With("keepdims", 0L))),
        Case("ReduceSum in the middle", m => m.Node("ReduceSum", m.Input("x", 2, 3, 4), m.Integers(2))),
        Case("ReduceSum of nothing", m => m.Node("ReduceSum", [m.Input("x", 2, 3)], With("noop_with_empty_axes", 1L))),
        Case("ReduceMean", m => m.Node("ReduceMean", [m.Input("x", 2, 3)], With("axes", [-1L]), With("keepdims", 0L))),
        Case("ReduceMax", m => m.Node("ReduceMax", [m.Input("x", 2, 3)], With("axes", [1L]))),
        Case("ReduceMin", m => m.Node("ReduceMin", [m.Input("x", 2, 3)], With("axes", 1, 2))),
        Case("Softmax", m => m.Node("Softmax", m.Node("Mul", m.Input("x", 2, 4), m.Numbers([500])))),
        Case("LogSoftmax", m => m.Node("LogSoftmax", m.Node("Mul", m.Input("x", 2, 4), m.Numbers([500])))),
        Case("LayerNormalization", m => m.Node("LayerNormalization", m.Input("x", 2, 4), m.Random(1, 4), m.Random(2, 4))),
        Case("LayerNormalization over two axes", m => m.Node(
            "LayerNormalization", [m.Input("x", 3, 2), m.Random(1, 3, 2)], With("axis", 1L), With("epsilon", 0.25f))),
        Case("Softmax over rows", m => m.Node("Softmax", [m.Input("x", 2, 4)], With("axis", 1L))),
    ];

    private static IEnumerable<(string Name, Func<ModelSketch, string> Build)> Logic() =>
    [
        .. new[] { "Less", "Greater", "LessOrEqual", "GreaterOrEqual" }.Select(operation => Case($"Where {operation}", m =>
        {
            string x = m.Input("x", 4);
            return m.Node("Where", m.Node(operation, x, m.Input("p", 4)), m.Node("Exp", x), m.Numbers([-7]));
        })),
        .. new[] { "LessOrEqual", "GreaterOrEqual" }.Select(operation => Case($"{operation} of equals", m =>
        {
            string x = m.Input("x", 4);
            return m.Node("Where", m.Node(operation, x, x), m.Node("Exp", x), x);
        })),
        Case("Where Not", m =>
        {
            string x = m.Input("x", 4);
            return m.Node("Where", m.Node("Not", m.Node("Less", x, m.Numbers([0.2]))), x, m.Numbers([0]));
        }),
        .. new[] { "And", "Or" }.Select(operation => Case($"Where {operation}", m =>
        {
            string x = m.Input("x", 4);
            string both = m.Node(operation, m.Node("Less", x, m.Numbers([0.5])), m.Node("Greater", x, m.Numbers([-0.5])));
            return m.Node("Where", both, x, m.Numbers([9]));
        })),
        Case("mask as a factor", m =>
        {
            string x = m.Input("x", 4);
            return m.Node("Mul", x, m.Node("Cast", [m.Node("Greater", x, m.Numbers([0]))], m.ToReal));
        }),
    ];

    private static IEnumerable<(string Name, Func<ModelSketch, string> Build)> Convolutions() =>
    [
        Case("Conv, a stencil", m => m.Node("Conv", [m.Input("x", 1, 10), m.Numbers([1, -2, 1], 1, 1, 3)], With("pads", 1, 1))),
        Case("Conv 1-D", m => m.Node("Conv", [m.Input("x", 3, 10), m.Random(1, 4, 3, 3), m.Random(2, 4)],
            With("pads", 2, 1), With("strides", [2L]), With("dilations", [2L]))),
        Case("Conv 1-D, groups", m => m.Node("Conv", [m.Input("x", 4, 6), m.Random(1, 6, 2, 2)], With("group", 2L))),
        Case("Conv depthwise", m => m.Node("Conv", [m.Input("x", 3, 6), m.Random(1, 3, 1, 3), m.Random(2, 3)], With("group", 3L), With("pads", 1, 1))),
        Case("Conv 2-D", m => m.Node("Conv", [m.Input("x", 2, 5, 6), m.Random(1, 3, 2, 3, 2), m.Random(2, 3)])),
        Case("Conv 2-D, everything", m => m.Node("Conv", [m.Input("x", 2, 7, 6), m.Random(1, 4, 1, 3, 2), m.Random(2, 4)],
            With("pads", 1, 0, 2, 1), With("strides", 2, 1), With("dilations", 1, 2), With("group", 2L))),
        Case("Conv 2-D, same", m => m.Node("Conv", [m.Input("x", 1, 5, 5), m.Random(1, 1, 1, 3, 2)], With("auto_pad", "SAME_UPPER"))),
        Case("Conv 2-D, same lower", m => m.Node("Conv", [m.Input("x", 1, 5, 5), m.Random(1, 1, 1, 4, 2)], With("auto_pad", "SAME_LOWER"))),
        Case("Conv, then Flatten and Gemm", m => m.Node("Gemm",
            m.Node("Flatten", m.Node("Relu", m.Node("Conv", m.Input("x", 1, 4, 4), m.Random(1, 2, 1, 3, 3)))), m.Random(2, 8, 3))),
    ];

    private static R2N2.Onnx.Format.TensorProto Single(long value) =>
        new() { DataType = 7, Dims = { 1 }, Int64Data = { value } };
}
