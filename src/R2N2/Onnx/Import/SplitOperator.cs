namespace R2N2.Onnx;

/// <summary>Cuts a tensor into parts along an axis: the one operator of f with several results.</summary>
internal static class SplitOperator
{
    /// <summary>Reads a node.</summary>
    public static ImportedValue[] Read(ImportNode node)
    {
        ImportedTensor value = node.Tensor(0);
        int axis = value.InstanceAxis(node.Integer("axis", 0));
        int length = value.Dims[axis];
        int parts = node.HasAttribute("num_outputs") ? node.Length("num_outputs", 1) : node.Results;
        node.Budget.Nodes(parts);
        int each = (length + parts - 1) / Math.Max(parts, 1);
        long[] lengths = node.Has(1)
            ? node.Integers(1).Known()
            : [.. Enumerable.Range(0, parts).Select(part => (long)Math.Min(each, length - (part * each)))];
        if (lengths.Length != node.Results || lengths.Sum() != length || lengths.Any(part => part < 1))
        {
            throw new ArgumentException($"cuts an axis of length {length} into [{string.Join(", ", lengths)}], for {node.Results} results");
        }

        int start = 0;
        return [.. lengths.Select(part =>
        {
            ImportedTensor cut = node.Layout.Select(value, axis, [.. Enumerable.Range(start, (int)part)]);
            start += (int)part;
            return cut;
        })];
    }
}
