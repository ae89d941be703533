using System.Numerics;
using System.Numerics.Tensors;

namespace R2N2;

/// <summary>Aligned room for one block, in the element type of the file: for instances that lie anywhere in memory.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="description">The solver.</param>
/// <param name="capacity">The most instances it holds; a multiple of <see cref="AlignedMemory.RowMultiple"/>.</param>
internal sealed class SolverScratch<T>(SolverDescription description, int capacity)
    where T : unmanaged, INumberBase<T>
{
    private readonly int[] _sizes = [.. description.Inputs.Select(input => input.Shape.Size)];

    public int Capacity => capacity;

    public Memory<T>[] Inputs { get; } =
        [.. description.Inputs.Select(input => AlignedMemory.Allocate<T>(checked(capacity * input.Shape.Size)))];

    public Memory<T> Solution { get; } = AlignedMemory.Allocate<T>(checked(capacity * description.StateSize));

    public Memory<T> ResidualNorm { get; } = AlignedMemory.Allocate<T>(capacity);

    public Memory<T>[] Recorded { get; } = [.. RecordedOutput.Of(description).Select(output =>
        AlignedMemory.Allocate<T>(checked(capacity * output.Shape.Size)))];

    public Memory<long> Iterations { get; } = AlignedMemory.Allocate<long>(capacity);

    public Memory<long> Status { get; } = AlignedMemory.Allocate<long>(capacity);

    /// <summary>Copies a block in, and fills up to whole lines of memory with its last instance.</summary>
    /// <returns>The number of rows to solve.</returns>
    public int Load(SolverColumns columns, int start, int count)
    {
        int rows = AlignedMemory.RoundUp(count);
        for (int i = 0; i < _sizes.Length; i++)
        {
            int size = _sizes[i];
            Span<T> values = Inputs[i].Span;
            TensorPrimitives.ConvertTruncating(columns.Inputs[i].Span.Slice(start * size, count * size), values);

            // The last instance again: it is done when that one is, so that it costs no further iteration.
            for (int row = count; row < rows; row++)
            {
                values.Slice((count - 1) * size, size).CopyTo(values[(row * size)..]);
            }
        }

        return rows;
    }

    /// <summary>Copies a block's results out.</summary>
    public void Store(SolverColumns columns, int start, int count)
    {
        Store(Solution, columns.Solution);
        Store(ResidualNorm, columns.ResidualNorm);
        for (int i = 0; i < columns.Recorded.Length; i++)
        {
            Store(Recorded[i], columns.Recorded[i]);
        }

        Iterations.Span[..count].CopyTo(columns.Iterations.Span[start..]);
        Status.Span[..count].CopyTo(columns.Status.Span[start..]);

        void Store(Memory<T> source, Memory<double> target)
        {
            int size = source.Length / capacity;
            TensorPrimitives.ConvertTruncating(source.Span[..(count * size)], target.Span.Slice(start * size, count * size));
        }
    }
}
