namespace R2N2.Onnx;

/// <summary>Products and reductions.</summary>
internal static class ProductOperators
{
    /// <summary>All of them by name.</summary>
    public static IEnumerable<(string Name, Func<ImportNode, ImportedValue> Read)> All { get; } =
    [
        ("MatMul", node => node.Algebra.MatMul(node.Tensor(0), node.Tensor(1))),
        ("Gemm", Gemm),
        ("Einsum", Einsum),
        ("Conv", node => new Convolution(node).Read()),
        ("ReduceSum", node => Reduce(node, node.Algebra.Sum)),
        ("ReduceMean", node => Reduce(node, (value, axes) => Mean(node, value, axes))),
        ("ReduceMax", node => Reduce(node, (value, axes) => node.Algebra.Reduce(value, axes, Expression.Max))),
        ("ReduceMin", node => Reduce(node, (value, axes) => node.Algebra.Reduce(value, axes, Expression.Min))),
        ("Softmax", Softmax),
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

    private static ImportedTensor Softmax(ImportNode node)
    {
        ImportedTensor value = node.Tensor(0);
        int axis = value.InstanceAxis(node.Integer("axis", -1));
        ImportedTensor largest = node.Algebra.Reduce(value, [axis], Expression.Max);
        ImportedTensor shares = node.Layout.Combine(x => Expression.Exp(x[0] - x[1]), value, largest);
        return node.Layout.Combine(x => x[0] / x[1], shares, node.Algebra.Sum(shares, [axis]));
    }

    // A product of two tensors: axes of both in the result are stacked, axes of both but not in the result are summed over.
    private static ImportedTensor Einsum(ImportNode node)
    {
        string equation = node.Text("equation", "").Replace(" ", "", StringComparison.Ordinal);
        string[] parts = equation.Split(["->", ","], StringSplitOptions.None);
        (ImportedTensor a, ImportedTensor b) = (node.Tensor(0), node.Tensor(1));
        bool known = parts.Length == 3 && node.Count == 2 && equation.Contains("->", StringComparison.Ordinal)
            && parts.All(part => part.All(char.IsAsciiLetter) && part.Distinct().Count() == part.Length)
            && parts[0].Length == a.Rank && parts[1].Length == b.Rank
            && parts[2].All(letter => (parts[0] + parts[1]).Contains(letter, StringComparison.Ordinal))
            && parts[0].Concat(parts[1]).All(letter => parts.Count(part => part.Contains(letter, StringComparison.Ordinal)) > 1);
        if (!known)
        {
            throw new ArgumentException($"has the equation '{equation}'; products of two tensors can be read, such as aij,aj->ai");
        }

        (string left, string right, string result) = (parts[0], parts[1], parts[2]);
        string stacked = string.Concat(left.Intersect(right).Intersect(result));
        string summed = string.Concat(left.Intersect(right).Except(result));
        string rows = string.Concat(left.Except(right));
        string columns = string.Concat(right.Except(left));
        ImportedTensor product = node.Algebra.MatMul(
            Grouped(node, a, left, stacked, rows, summed), Grouped(node, b, right, stacked, summed, columns));
        return Ungrouped(node, product, [.. stacked.Select(Length), .. rows.Select(Length), .. columns.Select(Length)], a, b, stacked + rows + columns, left, right, result);

        int Length(char letter) => left.Contains(letter, StringComparison.Ordinal)
            ? Math.Max(a.Dims[left.IndexOf(letter, StringComparison.Ordinal)], OfRight(letter))
            : OfRight(letter);

        int OfRight(char letter) => right.Contains(letter, StringComparison.Ordinal) ? b.Dims[right.IndexOf(letter, StringComparison.Ordinal)] : 1;
    }

    // [stacked…, first, second], each group of axes one axis; the batch axis must be stacked or alone in its group.
    private static ImportedTensor Grouped(ImportNode node, ImportedTensor value, string axes, string stacked, string first, string second)
    {
        int[] order = [.. (stacked + first + second).Select(letter => axes.IndexOf(letter, StringComparison.Ordinal))];
        ImportedTensor ordered = node.Layout.Transpose(value, order);
        int lead = stacked.Length;
        int rows = ordered.Dims.Skip(lead).Take(first.Length).Aggregate(1, (a, b) => a * b);
        int columns = ordered.Dims.Skip(lead + first.Length).Aggregate(1, (a, b) => a * b);
        int batch = ordered.Batch < lead ? ordered.Batch : ordered.Batch < lead + first.Length ? lead : lead + 1;
        bool mixes = batch >= lead && (batch == lead ? rows : columns) > 1;
        return mixes ? throw ImportedTensor.Mixing() : new(ordered.Data, [.. ordered.Dims[..lead], rows, columns], batch);
    }

    private static ImportedTensor Ungrouped(
        ImportNode node, ImportedTensor product, int[] dims, ImportedTensor a, ImportedTensor b, string axes, string left, string right, string result)
    {
        char batch = a.Batch >= 0 ? left[a.Batch] : b.Batch >= 0 ? right[b.Batch] : ' ';
        ImportedTensor full = new(product.Data, dims, axes.IndexOf(batch, StringComparison.Ordinal));
        return node.Layout.Transpose(full, [.. result.Select(letter => axes.IndexOf(letter, StringComparison.Ordinal))]);
    }
}
