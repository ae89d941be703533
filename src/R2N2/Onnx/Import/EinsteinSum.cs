namespace R2N2.Onnx;

/// <summary>
/// A product of two tensors by an equation such as <c>aij,aj-&gt;ai</c>. Axes of both in the result are stacked, axes of both
/// that are not in the result are summed over, the others are rows and columns.
/// </summary>
internal sealed class EinsteinSum
{
    private readonly ImportNode _node;
    private readonly ImportedTensor _left;
    private readonly ImportedTensor _right;
    private readonly string _leftAxes;
    private readonly string _rightAxes;
    private readonly string _result;

    public EinsteinSum(ImportNode node)
    {
        _node = node;
        (_left, _right) = (node.Tensor(0), node.Tensor(1));
        string equation = node.Text("equation", "").Replace(" ", "", StringComparison.Ordinal);
        string[] parts = equation.Split([",", "->"], StringSplitOptions.None);
        bool known = parts.Length == 3 && node.Count == 2 && equation == $"{parts[0]},{parts[1]}->{parts[2]}"
            && parts.All(part => part.All(char.IsAsciiLetter) && part.Distinct().Count() == part.Length)
            && parts[0].Length == _left.Rank && parts[1].Length == _right.Rank
            && string.Concat(parts).GroupBy(letter => letter).All(letter => letter.Count() > 1);
        if (!known)
        {
            throw new ArgumentException($"has the equation '{equation}'; products of two tensors can be read, such as aij,aj->ai");
        }

        (_leftAxes, _rightAxes, _result) = (parts[0], parts[1], parts[2]);
    }

    /// <summary>Records the product.</summary>
    public ImportedTensor Read()
    {
        // The batch axis is stacked even where only one operand has it: among rows it would be merged with others.
        char batch = _left.Batch >= 0 ? _leftAxes[_left.Batch] : _right.Batch >= 0 ? _rightAxes[_right.Batch] : ' ';
        char[] both = [.. _leftAxes.Intersect(_rightAxes)];
        string stacked = string.Concat(_result.Where(letter => letter == batch || both.Contains(letter)));
        string summed = string.Concat(both.Except(_result));
        string rows = string.Concat(_leftAxes.Except(_rightAxes).Except(stacked));
        string columns = string.Concat(_rightAxes.Except(_leftAxes).Except(stacked));
        ImportedTensor product = _node.Algebra.MatMul(
            Grouped(_left, _leftAxes, stacked, rows, summed), Grouped(_right, _rightAxes, stacked, summed, columns));

        string axes = stacked + rows + columns;
        int[] dims = [.. axes.Select(letter => Math.Max(Length(_left, _leftAxes, letter), Length(_right, _rightAxes, letter)))];
        ImportedTensor full = new(product.Data, dims, axes.IndexOf(batch, StringComparison.Ordinal));
        return _node.Layout.Transpose(full, [.. _result.Select(letter => axes.IndexOf(letter, StringComparison.Ordinal))]);
    }

    private static int Length(ImportedTensor value, string axes, char letter) =>
        axes.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var axis ? value.Dims[axis] : 1;

    // [stacked…, first, second]: each group of axes becomes one axis.
    private ImportedTensor Grouped(ImportedTensor value, string axes, string stacked, string first, string second)
    {
        int[] order = [.. (stacked + first + second).Select(letter => axes.IndexOf(letter, StringComparison.Ordinal)).Where(axis => axis >= 0)];
        ImportedTensor ordered = _node.Layout.Transpose(value, order);
        int[] lead = [.. stacked.Select(letter => Length(value, axes, letter))];
        int rows = first.Aggregate(1, (size, letter) => size * Length(value, axes, letter));
        int columns = second.Aggregate(1, (size, letter) => size * Length(value, axes, letter));
        int batch = value.Batch < 0 ? -1 : stacked.IndexOf(axes[value.Batch], StringComparison.Ordinal);
        return value.Batch >= 0 && batch < 0 ? throw ImportedTensor.Mixing() : new(ordered.Data, [.. lead, rows, columns], batch);
    }
}
