using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Which columns training reads, and how rows of them become tensors.</summary>
/// <param name="columns">All columns.</param>
internal abstract class BlockLayout(IReadOnlyList<Parameter> columns)
{
    /// <summary>All columns that are read.</summary>
    public IReadOnlyList<Parameter> Columns { get; } = columns;

    /// <summary>Tensors from rows.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="columns">For each of <see cref="Columns"/> its numbers; only the first count × size are read.</param>
    public InstanceBlock ToBlock(int count, IReadOnlyList<double[]> columns) =>
        ToBlock(count, i => ToTensor(columns[i], [count, .. Columns[i].Shape.Dimensions]));

    /// <summary>A block of tensors by the number of the column.</summary>
    protected abstract InstanceBlock ToBlock(int count, Func<int, Tensor> column);

    /// <summary>A tensor of numbers; more of them than the shape needs are left out.</summary>
    protected static Tensor ToTensor(double[] values, ReadOnlySpan<int> dimensions)
    {
        long[] shape = [.. dimensions.ToArray().Select(dimension => (long)dimension)];
        long size = shape.Aggregate(1L, (product, length) => product * length);
        double[] rows = values.Length == size ? values : values[..(int)size];
        return Tensors.From(rows, shape).DetachFromDisposeScope();
    }
}
