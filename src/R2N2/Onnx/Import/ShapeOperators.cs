namespace R2N2.Onnx;

/// <summary>Operators over shapes, and those that put elements into other places.</summary>
internal static class ShapeOperators
{
    /// <summary>All of them by name.</summary>
    public static IEnumerable<(string Name, Func<ImportNode, ImportedValue> Read)> All { get; } =
    [
        ("Shape", ShapeOf),
        ("Reshape", Reshape),
        ("Flatten", Flatten),
        ("Squeeze", Squeeze),
        ("Unsqueeze", Unsqueeze),
        ("Transpose", Transpose),
        ("Expand", Expand),
        ("Tile", Tile),
        ("Concat", Concat),
        ("Slice", Slice),
        ("Gather", Gather),
    ];

    /// <summary>Two lists of integers, or a list and one integer, element by element.</summary>
    public static ImportedIntegers Combine(
        ImportedIntegers left, ImportedIntegers right, Func<ImportedLength, ImportedLength, ImportedLength> combine)
    {
        ImportedIntegers longer = left.Dims.Length >= right.Dims.Length && left.Values.Length >= right.Values.Length ? left : right;
        int count = longer.Values.Length;
        if ((left.Values.Length != count && left.Values.Length != 1) || (right.Values.Length != count && right.Values.Length != 1))
        {
            throw new ArgumentException($"combines {left.Values.Length} integers with {right.Values.Length}");
        }

        ImportedLength At(ImportedIntegers values, int i) => values.Values[values.Values.Length == 1 ? 0 : i];
        return longer with { Values = [.. Enumerable.Range(0, count).Select(i => combine(At(left, i), At(right, i)))] };
    }

    /// <summary>A shape as dimensions of one instance, and where the batch axis is.</summary>
    public static (int[] Dims, int Batch) Target(ImportedIntegers shape)
    {
        int[] batches = [.. Enumerable.Range(0, shape.Values.Length).Where(axis => shape.Values[axis].IsBatch)];
        return batches.Length > 1
            ? throw ImportedTensor.Mixing()
            : (Array.ConvertAll(shape.Values, length => checked((int)length.Value)), batches.Length == 1 ? batches[0] : -1);
    }

    private static ImportedIntegers ShapeOf(ImportNode node)
    {
        ImportedLength[] lengths = node.Value(0) switch
        {
            ImportedTensor tensor => [.. tensor.Dims.Select((length, axis) => new ImportedLength(length, axis == tensor.Batch))],
            ImportedIntegers integers => [.. integers.Dims.Select(length => new ImportedLength(length))],
            _ => throw new ArgumentException("asks for the shape of truth values"),
        };
        int rank = lengths.Length;
        int Bound(long axis) => (int)Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);
        int start = Bound(node.Integer("start", 0));
        return ImportedIntegers.Vector(lengths[start..Math.Max(start, Bound(node.Integer("end", rank)))]);
    }

    private static ImportedValue Reshape(ImportNode node)
    {
        ImportedIntegers shape = node.Integers(1);
        if (node.Value(0) is ImportedIntegers integers)
        {
            (int[] dims, _) = Reshaping.Lengths([integers.Values.Length], -1, shape, copyZeros: false);
            return integers with { Dims = dims };
        }

        ImportedTensor value = node.Tensor(0);
        (int[] target, int batch) = Reshaping.Lengths(value.Dims, value.Batch, shape, node.Integer("allowzero", 0) == 0);
        return value with { Dims = target, Batch = batch };
    }

    private static ImportedTensor Flatten(ImportNode node)
    {
        ImportedTensor value = node.Tensor(0);
        long axis = node.Integer("axis", 1);
        int at = axis == value.Rank ? value.Rank : value.Axis(axis);
        int before = value.Dims.Take(at).Aggregate(1, (a, b) => a * b);
        bool first = value.Batch < at;
        (int[] dims, int batch) = Reshaping.Lengths(
            value.Dims,
            value.Batch,
            ImportedIntegers.Vector(new(before, value.Batch >= 0 && first), new(value.Size / before, value.Batch >= 0 && !first)),
            copyZeros: false);
        return value with { Dims = dims, Batch = batch };
    }

    private static ImportedValue Squeeze(ImportNode node)
    {
        long[]? axes = node.Axes(1);
        if (node.Value(0) is ImportedIntegers integers)
        {
            return integers.Values.Length == 1 ? new ImportedIntegers(integers.Values, []) : throw new ArgumentException("removes an axis of several integers");
        }

        ImportedTensor value = node.Tensor(0);
        int[] removed = axes is not null
            ? [.. axes.Select(value.Axis).Distinct()]
            : [.. Enumerable.Range(0, value.Rank).Where(axis => axis != value.Batch && value.Dims[axis] == 1)];
        return removed.OrderDescending().Aggregate(value, TensorAlgebra.Remove);
    }

    private static ImportedValue Unsqueeze(ImportNode node)
    {
        long[] axes = node.Axes(1) ?? throw new ArgumentException("names no axes");
        if (node.Value(0) is ImportedIntegers integers)
        {
            return integers.Dims.Length == 0 && axes.Length == 1
                ? ImportedIntegers.Vector(integers.Values)
                : throw new ArgumentException("gives integers several axes");
        }

        ImportedTensor value = node.Tensor(0);
        int[] added = [.. axes.Select(axis => ImportedTensor.Normalize(axis, value.Rank + axes.Length)).Distinct().Order()];
        return added.Length == axes.Length ? added.Aggregate(value, TensorAlgebra.Insert) : throw new ArgumentException("names an axis twice");
    }

    private static ImportedTensor Transpose(ImportNode node)
    {
        ImportedTensor value = node.Tensor(0);
        int[] order = node.Integers("perm") is { } given
            ? [.. given.Select(value.Axis)]
            : [.. Enumerable.Range(0, value.Rank).Reverse()];
        return order.Length == value.Rank && order.Distinct().Count() == value.Rank
            ? node.Layout.Transpose(value, order)
            : throw new ArgumentException($"puts {value.Rank} axes into the order [{string.Join(", ", order)}]");
    }

    private static ImportedTensor Expand(ImportNode node)
    {
        ImportedTensor value = node.Tensor(0);
        (int[] wanted, int batch) = Target(node.Integers(1));
        node.Budget.Size(wanted);
        (int[] dims, int joined) = TensorLayout.Join([value, new ImportedTensor(0, wanted, batch)]);
        return new(node.Layout.Repeat(value, dims), dims, joined);
    }

    private static ImportedTensor Tile(ImportNode node)
    {
        ImportedTensor value = node.Tensor(0);
        long[] repeats = node.Integers(1).Known();
        if (repeats.Length != value.Rank)
        {
            throw new ArgumentException($"repeats {value.Rank} axes by {repeats.Length} numbers");
        }

        for (int axis = 0; axis < value.Rank; axis++)
        {
            if (repeats[axis] != 1)
            {
                int length = value.Dims[value.InstanceAxis(axis)];
                int longer = node.Budget.Size([checked((int)(length * Math.Min(repeats[axis], int.MaxValue)))]);
                node.Budget.Elements(longer);
                value = node.Layout.Select(value, axis, [.. Enumerable.Range(0, longer).Select(i => i % length)]);
            }
        }

        return value;
    }

    private static ImportedValue Concat(ImportNode node)
    {
        long axis = node.HasAttribute("axis") ? node.Integer("axis", 0) : throw new ArgumentException("names no axis");
        if (node.Value(0) is ImportedIntegers)
        {
            return ImportedIntegers.Vector(Enumerable.Range(0, node.Count).SelectMany(i => node.Integers(i).Values));
        }

        ImportedTensor[] values = node.Tensors();
        return node.Layout.Concat(values, values[0].InstanceAxis(axis));
    }

    private static ImportedValue Slice(ImportNode node)
    {
        long[] starts = node.Integers(1).Known();
        long[] ends = node.Integers(2).Known();
        long[] steps = node.Has(4) ? node.Integers(4).Known() : [.. starts.Select(_ => 1L)];
        long[] axes = node.Has(3) ? node.Integers(3).Known() : [.. starts.Select((_, i) => (long)i)];
        if (starts.Length != ends.Length || starts.Length != steps.Length || starts.Length != axes.Length)
        {
            throw new ArgumentException("has different numbers of starts, ends, axes and steps");
        }

        if (node.Value(0) is ImportedIntegers integers)
        {
            return starts.Length == 1 && integers.Dims.Length == 1
                ? ImportedIntegers.Vector(Indices(node, integers.Values.Length, starts[0], ends[0], steps[0]).Select(i => integers.Values[i]))
                : throw new ArgumentException("takes a part of a table of integers");
        }

        ImportedTensor value = node.Tensor(0);
        for (int i = 0; i < starts.Length; i++)
        {
            int axis = value.Axis(axes[i]);
            bool everything = starts[i] == 0 && steps[i] == 1 && ends[i] >= int.MaxValue;
            if (!everything)
            {
                _ = value.InstanceAxis(axis);
                value = node.Layout.Select(value, axis, Indices(node, value.Dims[axis], starts[i], ends[i], steps[i]));
            }
        }

        return value;
    }

    private static int[] Indices(ImportNode node, int length, long start, long end, long step)
    {
        if (step == 0 || step == long.MinValue)
        {
            throw new ArgumentException($"has the step {step}");
        }

        node.Budget.Elements(length);
        long first = Math.Clamp(start < 0 ? start + length : start, step > 0 ? 0 : -1, step > 0 ? length : length - 1);
        long last = Math.Clamp(end < 0 ? end + length : end, step > 0 ? 0 : -1, step > 0 ? length : length - 1);
        List<int> indices = [];
        for (long i = first; step > 0 ? i < last : i > last; i += Math.Clamp(step, -length, length))
        {
            indices.Add((int)i);
        }

        return indices.Count > 0 ? [.. indices] : throw new ArgumentException("takes an empty part");
    }

    private static ImportedValue Gather(ImportNode node)
    {
        ImportedIntegers indices = node.Integers(1);
        if (node.Value(0) is ImportedIntegers integers)
        {
            return indices with { Values = [.. indices.Known().Select(index => integers.Values[ImportedTensor.Normalize(index, integers.Values.Length)])] };
        }

        ImportedTensor value = node.Tensor(0);
        int axis = value.InstanceAxis(node.Integer("axis", 0));
        node.Budget.Elements(indices.Values.Length);
        ImportedTensor chosen = node.Layout.Select(
            value, axis, [.. indices.Known().Select(index => ImportedTensor.Normalize(index, value.Dims[axis]))]);
        return chosen with
        {
            Dims = [.. value.Dims[..axis], .. indices.Dims, .. value.Dims[(axis + 1)..]],
            Batch = value.Batch > axis ? value.Batch + indices.Dims.Length - 1 : value.Batch,
        };
    }
}
