using System.Numerics;
using System.Numerics.Tensors;

namespace R2N2;

/// <summary>Aligned room for one block, in the element type of the file: for instances that lie anywhere in memory.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="signature">What goes in and comes out.</param>
/// <param name="capacity">The most instances it holds; a multiple of <see cref="AlignedMemory.RowMultiple"/>.</param>
internal sealed class OnnxScratch<T>(BatchSignature signature, int capacity)
    where T : unmanaged, INumberBase<T>
{
    public int Capacity => capacity;

    public Memory<T>[] Inputs { get; } = [.. signature.Inputs.Select(input => AlignedMemory.Allocate<T>(capacity, input))];

    public Memory<T>[] Numbers { get; } =
        [.. signature.Outputs.Select(output => output.IsInteger ? default : AlignedMemory.Allocate<T>(capacity, output))];

    public Memory<long>[] Integers { get; } =
        [.. signature.Outputs.Select(output => output.IsInteger ? AlignedMemory.Allocate<long>(capacity, output) : default)];

    /// <summary>Copies a block in, and fills up to whole lines of memory with its last instance.</summary>
    /// <returns>The number of rows to solve.</returns>
    public int Load(BatchColumns columns, int start, int count)
    {
        int rows = AlignedMemory.RoundUp(count);
        for (int i = 0; i < Inputs.Length; i++)
        {
            int size = signature.Inputs[i].Shape.Size;
            Span<T> values = Inputs[i].Span;
            TensorPrimitives.ConvertTruncating(columns.Inputs[i].Span.Slice(start * size, count * size), values);
            AlignedMemory.Pad(values, size, count, rows);
        }

        return rows;
    }

    /// <summary>Copies a block's results out.</summary>
    public void Store(BatchColumns columns, int start, int count)
    {
        for (int i = 0; i < signature.Outputs.Length; i++)
        {
            int size = signature.Outputs[i].Shape.Size;
            if (signature.Outputs[i].IsInteger)
            {
                Integers[i].Span[..(count * size)].CopyTo(columns.Integers[i].Span[(start * size)..]);
            }
            else
            {
                TensorPrimitives.ConvertTruncating(
                    Numbers[i].Span[..(count * size)], columns.Numbers[i].Span.Slice(start * size, count * size));
            }
        }
    }
}
