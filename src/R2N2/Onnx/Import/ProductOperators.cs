namespace R2N2.Onnx;

/// <summary>Products and reductions.</summary>
internal static class ProductOperators
{
    /// <summary>All of them by name.</summary>
    public static IEnumerable<(string Name, Func<ImportNode, ImportedValue> Read)> All { get; } =
    [
        ("MatMul", node => node.Algebra.MatMul(node.Tensor(0), node.Tensor(1))),
        ("Gemm", Gemm),
        ("Einsum", node => new EinsteinSum(node).Read()),
        ("Conv", node => new Convolution(node).Read()),
        ("ReduceSum", node => Reduce(node, node.Algebra.Sum)),
        ("ReduceMean", node => Reduce(node, (value, axes) => Mean(node, value, axes))),
        ("ReduceMax", node => Reduce(node, (value, axes) => node.Algebra.Reduce(value, axes, Expression.Max))),
        ("ReduceMin", node => Reduce(node, (value, axes) => node.Algebra.Reduce(value, axes, Expression.Min))),
        ("Softmax", node => Softmax(node, logarithm: false)),
        ("LogSoftmax", node => Softmax(node, logarithm: true)),
        ("LayerNormalization", LayerNormalization),
    ];

    private static ImportedTensor Gemm(ImportNode node)
    {
        ImportedTensor Operand(int index, string transposed)
        {
            ImportedTensor value = node.Tensor(index);
            return value.Rank != 2 ? throw new ArgumentException($"multiplies matrices; operand {index + 1} has {value.Rank} axes")
                : node.Integer(transposed, 0) == 0 ? value : node.Layout.Transpose(value, [1, 0]);
        }

        ImportedTensor product = Scaled(node, node.Algebra.MatMul(Operand(0, "transA"), Operand(1, "transB")), "alpha");
        return node.Has(2)
            ? node.Layout.Combine(x => x[0] + x[1], product, Scaled(node, node.Tensor(2), "beta"))
            : product;
    }

    private static ImportedTensor Scaled(ImportNode node, ImportedTensor value, string factor) => node.Real(factor, 1) is var number && number == 1
        ? value
        : node.Layout.Combine(x => x[0] * x[1], ImportedTensor.Number(number), value);

    private static ImportedTensor Reduce(ImportNode node, Func<ImportedTensor, IEnumerable<int>, ImportedTensor> reduce)
    {
        ImportedTensor value = node.Tensor(0);
        long[]? axes = node.Axes(1);
        if (axes is null or [] && node.Integer("noop_with_empty_axes", 0) != 0)
        {
            return value;
        }

        int[] along = axes is null or []
            ? [.. Enumerable.Range(0, value.Rank).Select(axis => value.InstanceAxis(axis))]
            : [.. axes.Select(value.InstanceAxis).Distinct().OrderDescending()];
        ImportedTensor reduced = reduce(value, along);
        return node.Integer("keepdims", 1) != 0
            ? reduced
            : along.OrderDescending().Aggregate(reduced, TensorAlgebra.Remove);
    }

    private static ImportedTensor Mean(ImportNode node, ImportedTensor value, IEnumerable<int> axes)
    {
        ImportedTensor sum = node.Algebra.Sum(value, axes);
        return node.Layout.Combine(x => x[0] / x[1], sum, ImportedTensor.Number(value.Size / sum.Size));
    }

    private static ImportedTensor Softmax(ImportNode node, bool logarithm)
    {
        ImportedTensor value = node.Tensor(0);
        int axis = value.InstanceAxis(node.Integer("axis", -1));
        ImportedTensor largest = node.Algebra.Reduce(value, [axis], Expression.Max);
        ImportedTensor below = node.Layout.Combine(x => x[0] - x[1], value, largest);
        ImportedTensor shares = node.Layout.Combine(x => Expression.Exp(x[0]), below);
        ImportedTensor sum = node.Algebra.Sum(shares, [axis]);
        return logarithm
            ? node.Layout.Combine(x => x[0] - Expression.Log(x[1]), below, sum)
            : node.Layout.Combine(x => x[0] / x[1], shares, sum);
    }

    private static ImportedTensor LayerNormalization(ImportNode node)
    {
        const double DefaultEpsilon = 1e-5f;
        ImportedTensor value = node.Tensor(0);
        int first = value.InstanceAxis(node.Integer("axis", -1));
        int[] axes = [.. Enumerable.Range(first, value.Rank - first).Select(axis => value.InstanceAxis(axis)).Reverse()];
        ImportedTensor centred = node.Layout.Combine(x => x[0] - x[1], value, Mean(node, value, axes));
        ImportedTensor variance = Mean(node, node.Layout.Combine(x => Expression.Hadamard(x[0], x[0]), centred), axes);
        double epsilon = node.Real("epsilon", DefaultEpsilon);
        ImportedTensor scaled = node.Layout.Combine(
            x => Expression.Hadamard(x[0] / Expression.Sqrt(x[1] + epsilon), x[2]), centred, variance, node.Tensor(1));
        return node.Has(2) ? node.Layout.Combine(x => x[0] + x[1], scaled, node.Tensor(2)) : scaled;
    }
}
