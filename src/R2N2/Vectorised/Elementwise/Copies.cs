using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace R2N2.Vectorised;

/// <summary>Moves numbers.</summary>
internal static class Copies
{
    /// <summary>Copies rows: each a run of numbers, or elements of one number for all lanes.</summary>
    public static void Run<T>(ref T memory, in Instruction step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int rows, int elements, int stride) = step.Lengths;
        for (int row = 0; row < rows; row++)
        {
            ref T target = ref Unsafe.Add(ref memory, step.Target + (row * step.TargetStride));
            if (elements == 1 && !step.A.IsNumber)
            {
                Span(ref Unsafe.Add(ref memory, step.A.Offset + (row * step.A.Stride)), step.Width).CopyTo(Span(ref target, step.Width));
                continue;
            }

            for (int e = 0; e < elements; e++)
            {
                ref T source = ref Unsafe.Add(ref memory, step.A.Offset + (row * stride) + (e * step.A.Stride));
                Span<T> lanes = Span(ref Unsafe.Add(ref target, e * step.Width), step.Width);
                if (step.A.IsNumber)
                {
                    lanes.Fill(source);
                }
                else
                {
                    Span(ref source, step.Width).CopyTo(lanes);
                }
            }
        }
    }

    /// <summary>Exchanges the axes of a matrix.</summary>
    public static void Transpose<T>(ref T memory, in Instruction step, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int rows, _, int columns) = step.Lengths;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                ref T source = ref Unsafe.Add(ref memory, step.A.Offset + (((row * columns) + column) * lanes));
                ref T target = ref Unsafe.Add(ref memory, step.Target + (((column * rows) + row) * lanes));
                Span(ref source, lanes).CopyTo(Span(ref target, lanes));
            }
        }
    }

    private static Span<T> Span<T>(ref T first, int count) => MemoryMarshal.CreateSpan(ref first, count);
}
