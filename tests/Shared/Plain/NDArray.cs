namespace R2N2.Reference;

/// <summary>Numbers in row-major order; batch axes first, then the axes of one instance.</summary>
internal sealed class NDArray(int[] lengths, double[] values)
{
    public int[] Lengths { get; } = lengths;

    public double[] Values { get; } = values;

    public int Rank => Lengths.Length;

    public static NDArray Scalar(double value) => new([], [value]);

    public static NDArray Vector(params double[] values) => new([values.Length], values);

    /// <summary>The numbers of instances, one after another.</summary>
    public static NDArray Batch(int count, Shape shape, double[] values) => new([count, .. shape.Dimensions], values);

    public static int SizeOf(IEnumerable<int> lengths) => lengths.Aggregate(1, (size, length) => size * length);

    /// <summary>The lengths that all of them broadcast to, aligned at the right.</summary>
    public static int[] Common(IEnumerable<int[]> all)
    {
        int[][] shapes = [.. all];
        var common = new int[shapes.Max(shape => shape.Length)];
        Array.Fill(common, 1);
        foreach (int[] shape in shapes)
        {
            for (int i = 1; i <= shape.Length; i++)
            {
                common[^i] = (common[^i], shape[^i]) switch
                {
                    (1, var length) => length,
                    (var length, 1) => length,
                    var (a, b) when a == b => a,
                    _ => throw new ArgumentException($"[{string.Join(", ", common)}] does not meet [{string.Join(", ", shape)}]."),
                };
            }
        }

        return common;
    }

    /// <summary>The same numbers, repeated along new axes and along axes of length 1.</summary>
    public NDArray Expand(int[] target)
    {
        if (Lengths.AsSpan().SequenceEqual(target))
        {
            return this;
        }

        var expanded = new double[SizeOf(target)];
        for (int at = 0; at < expanded.Length; at++)
        {
            int rest = at, source = 0, stride = 1;
            for (int i = 1; i <= target.Length; i++)
            {
                int index = rest % target[^i];
                rest /= target[^i];
                if (i <= Rank)
                {
                    source += Lengths[^i] == 1 ? 0 : index * stride;
                    stride *= Lengths[^i];
                }
            }

            expanded[at] = Values[source];
        }

        return new NDArray(target, expanded);
    }

    /// <summary>Expands all to common lengths.</summary>
    public static NDArray[] Align(params NDArray[] arrays)
    {
        int[] lengths = Common(arrays.Select(array => array.Lengths));
        return Array.ConvertAll(arrays, array => array.Expand(lengths));
    }

    /// <summary>Expands all batch axes to common ones; the last <paramref name="ranks"/> axes of each stay.</summary>
    public static NDArray[] AlignBatch(IReadOnlyList<NDArray> arrays, IReadOnlyList<int> ranks)
    {
        int[] batch = Common(arrays.Select((array, i) => array.Lengths[..^ranks[i]]));
        return [.. arrays.Select((array, i) => array.Expand([.. batch, .. array.Lengths[^ranks[i]..]]))];
    }
}
