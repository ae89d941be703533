using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>Which columns training reads, and how rows of them become tensors.</summary>
/// <param name="columns">All columns.</param>
internal abstract class BlockLayout(IReadOnlyList<Parameter> columns)
{
    /// <summary>The flaw of most rows that have one.</summary>
    protected const string NotFinite = "a number is NaN or infinite";

    /// <summary>All columns that are read.</summary>
    public IReadOnlyList<Parameter> Columns { get; } = columns;

    /// <summary>The bytes of a row, its index in the table among them.</summary>
    public long RowBytes => sizeof(long) + (sizeof(double) * Columns.Sum(column => (long)column.Shape.Size));

    /// <summary>Tensors from the first rows of a buffer.</summary>
    public InstanceBlock ToBlock(RowBuffer rows, int count)
    {
        InstanceBlock block = ToBlock(count, rows.Values);
        block.Index = rows.Index[..count].ToArray();
        return block;
    }

    /// <summary>Tensors from rows.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="columns">For each of <see cref="Columns"/> its numbers; only the first count × size are read.</param>
    public InstanceBlock ToBlock(int count, IReadOnlyList<double[]> columns) =>
        ToBlock(count, i => ToTensor(columns[i], [count, .. Columns[i].Shape.Dimensions]));

    /// <summary>Why a row cannot be trained on, for a sentence about such rows; null where it can.</summary>
    /// <param name="row">The numbers of a column of that row, by the number of the column.</param>
    public virtual string? Flaw(RowNumbers row) => IsFinite(row, 0, Columns.Count) ? null : NotFinite;

    /// <summary>Whether all numbers of some columns of a row are finite.</summary>
    public static bool IsFinite(RowNumbers row, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            foreach (double value in row(i))
            {
                if (!double.IsFinite(value))
                {
                    return false;
                }
            }
        }

        return true;
    }

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
