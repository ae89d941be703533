using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>
/// y = A x for a constant dense matrix: each row has one sum, which begins with zero and takes the columns in ascending order by
/// <see cref="MultiplyAdd"/>, whatever the form of the call and wherever the row lies.
/// </summary>
/// <param name="matrix">A, row after row; it must not change afterwards.</param>
/// <param name="rows">Its rows.</param>
/// <param name="columns">Its columns.</param>
internal sealed class DenseProduct<T>(double[] matrix, int rows, int columns)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A strip of so many rows takes half of a first-level cache of 32 KB.
    private const int MostDepth = 128;

    // So many panels, as deep, take a quarter of a second-level cache of 1 MB: every strip finds them there.
    private const int MostPanels = 42;

    // With so many panels in A it pays to copy a strip together: rows that lie far apart fall into the same few places of a cache.
    private const int PanelsWorthACopy = 8;

    private readonly int _panels = (rows + PanelProduct.MostRows - 1) / PanelProduct.MostRows;

    private T[]? _byPanels;
    private T[]? _byStrips;

    private int PaddedRows => (rows + Vector512<T>.Count - 1) / Vector512<T>.Count * Vector512<T>.Count;

    private static int VectorWidth => Vector512.IsHardwareAccelerated ? WideStrip<T>.Width : NativeStrip<T>.Width;

    /// <summary>y = A x for every column of x.</summary>
    /// <param name="x">columns × width, row after row.</param>
    /// <param name="y">rows × width; it must not overlap x.</param>
    /// <param name="width">A multiple of the numbers in a vector.</param>
    public void Multiply(ref T x, ref T y, int width)
    {
        _byPanels ??= PackPanels();
        bool copies = _panels >= PanelsWorthACopy && width > 2 * VectorWidth;
        Span<T> copy = copies ? stackalloc T[Math.Min(columns, MostDepth) * 2 * VectorWidth] : [];
        if (Vector512.IsHardwareAccelerated)
        {
            Multiply<WideStrip<T>>(ref x, ref y, width, copy);
        }
        else
        {
            Multiply<NativeStrip<T>>(ref x, ref y, width, copy);
        }
    }

    /// <summary>y = A x for one instance.</summary>
    /// <param name="x">columns numbers.</param>
    /// <param name="y">rows numbers, and room up to a multiple of the numbers in a vector.</param>
    public void MultiplyOne(ref T x, ref T y)
    {
        _byStrips ??= PackStrips();
        if (Vector512.IsHardwareAccelerated)
        {
            MultiplyOneBy<WideStrip<T>>(ref x, ref y);
        }
        else
        {
            MultiplyOneBy<NativeStrip<T>>(ref x, ref y);
        }
    }

    private void Multiply<TVector>(ref T x, ref T y, int width, Span<T> copy)
        where TVector : struct, IStrip<TVector, T>
    {
        int column = 0;
        do
        {
            int depth = Math.Min(MostDepth, columns - column);
            for (int panel = 0; panel < _panels; panel += MostPanels)
            {
                Tile tile = new(column, depth, panel, Math.Min(panel + MostPanels, _panels));
                int at = 0;
                for (; at + (2 * TVector.Width) <= width; at += 2 * TVector.Width)
                {
                    Multiply<PairStrip<TVector, T>>(tile, ref x, ref y, width, at, copy);
                }

                if (at < width)
                {
                    Multiply<TVector>(tile, ref x, ref y, width, at, copy);
                }
            }

            column += depth;
        }
        while (column < columns);
    }

    private void Multiply<TStrip>(Tile tile, ref T x, ref T y, int width, int at, Span<T> copy)
        where TStrip : struct, IStrip<TStrip, T>
    {
        ref T strip = ref Unsafe.Add(ref x, (tile.Column * width) + at);
        int stride = width;
        if (!copy.IsEmpty)
        {
            for (int k = 0; k < tile.Depth; k++)
            {
                TStrip.Load(ref Unsafe.Add(ref strip, k * width)).Store(ref copy[k * TStrip.Width]);
            }

            strip = ref MemoryMarshal.GetReference(copy);
            stride = TStrip.Width;
        }

        ref T packed = ref MemoryMarshal.GetArrayDataReference(_byPanels!);
        for (int panel = tile.Panel; panel < tile.End; panel++)
        {
            int row = FirstRow(panel);
            PanelProduct.Add<TStrip, T>(
                FirstRow(panel + 1) - row,
                ref Unsafe.Add(ref packed, (tile.Column * rows) + (row * tile.Depth)),
                ref strip,
                stride,
                tile.Depth,
                ref Unsafe.Add(ref y, (row * width) + at),
                width,
                goesOn: tile.Column > 0);
        }
    }

    private void MultiplyOneBy<TVector>(ref T x, ref T y)
        where TVector : struct, IStrip<TVector, T>
    {
        int width;
        for (int row = 0; row < rows; row += width)
        {
            width = StripWidthAt(row);
            switch (width / TVector.Width)
            {
                case 1: MultiplyOne<TVector>(row, ref x, ref y); break;
                case 2: MultiplyOne<PairStrip<TVector, T>>(row, ref x, ref y); break;
                default: MultiplyOne<PairStrip<PairStrip<TVector, T>, T>>(row, ref x, ref y); break;
            }
        }
    }

    // The roles change: x is the row that is multiplied by a strip of A's transpose.
    private void MultiplyOne<TStrip>(int row, ref T x, ref T y)
        where TStrip : struct, IStrip<TStrip, T> => PanelProduct.Add<TStrip, T>(
            1,
            ref x,
            ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_byStrips!), row * columns),
            TStrip.Width,
            columns,
            ref Unsafe.Add(ref y, row),
            TStrip.Width,
            goesOn: false);

    // The rows are dealt evenly, so that no panel is much lower than the others.
    private int FirstRow(int panel) => (int)((long)panel * rows / _panels);

    // The strip of rows that begins there: four vectors, whose sums hide each other's latency, or what is left.
    private int StripWidthAt(int row) => VectorWidth * (((PaddedRows - row) / VectorWidth) switch { >= 4 => 4, >= 2 => 2, _ => 1 });

    // In the order in which the panels are read.
    private T[] PackPanels()
    {
        var packed = new T[matrix.Length];
        int next = 0;
        for (int column = 0; column < columns; column += MostDepth)
        {
            for (int panel = 0; panel < _panels; panel++)
            {
                for (int k = column; k < Math.Min(column + MostDepth, columns); k++)
                {
                    for (int row = FirstRow(panel); row < FirstRow(panel + 1); row++)
                    {
                        packed[next++] = T.CreateTruncating(matrix[(row * columns) + k]);
                    }
                }
            }
        }

        return packed;
    }

    // Strips of whole vectors: zeros behind the last row.
    private T[] PackStrips()
    {
        var packed = new T[PaddedRows * columns];
        int width;
        for (int first = 0; first < rows; first += width)
        {
            width = StripWidthAt(first);
            for (int row = first; row < Math.Min(first + width, rows); row++)
            {
                for (int k = 0; k < columns; k++)
                {
                    packed[(first * columns) + (k * width) + row - first] = T.CreateTruncating(matrix[(row * columns) + k]);
                }
            }
        }

        return packed;
    }

    // What is multiplied at a time: columns of A, and panels of its rows up to End.
    private readonly record struct Tile(int Column, int Depth, int Panel, int End);
}
