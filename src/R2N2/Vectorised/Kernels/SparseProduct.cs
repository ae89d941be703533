using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>
/// y = A x for a constant matrix with few non-zeros, which alone are read: each row has one sum, which begins with zero and takes
/// them in ascending order of the columns by <see cref="MultiplyAdd"/>.
/// </summary>
/// <remarks>Where A is zero, x is not read: it may be infinite or not a number there, and y is not.</remarks>
internal sealed class SparseProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values;
    private readonly int[] _columns;

    // Where the non-zeros of a row begin; those of the next follow.
    private readonly int[] _starts;

    /// <summary>Keeps the non-zeros.</summary>
    /// <param name="matrix">A, row after row.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public SparseProduct(double[] matrix, int rows, int columns)
    {
        int[] places = [.. Enumerable.Range(0, matrix.Length).Where(place => matrix[place] != 0)];
        _values = [.. places.Select(place => T.CreateTruncating(matrix[place]))];
        _columns = [.. places.Select(place => place % columns)];
        _starts = new int[rows + 1];
        foreach (int place in places)
        {
            _starts[(place / columns) + 1]++;
        }

        for (int row = 0; row < rows; row++)
        {
            _starts[row + 1] += _starts[row];
        }
    }

    /// <summary>y = A x for every column of x.</summary>
    /// <param name="x">As many rows as A has columns, of so many numbers.</param>
    /// <param name="y">As many as A has rows; it must not overlap x.</param>
    /// <param name="width">A multiple of the numbers in a vector.</param>
    public void Multiply(ref T x, ref T y, int width)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Multiply<WideStrip<T>>(ref x, ref y, width);
        }
        else
        {
            Multiply<NativeStrip<T>>(ref x, ref y, width);
        }
    }

    /// <summary>y = A x for one instance.</summary>
    /// <param name="x">As many numbers as A has columns.</param>
    /// <param name="y">As many as A has rows.</param>
    public void MultiplyOne(ref T x, ref T y)
    {
        for (int row = 0; row + 1 < _starts.Length; row++)
        {
            T sum = T.Zero;
            for (int next = _starts[row]; next < _starts[row + 1]; next++)
            {
                sum = MultiplyAdd.Of(_values[next], Unsafe.Add(ref x, _columns[next]), sum);
            }

            Unsafe.Add(ref y, row) = sum;
        }
    }

    private void Multiply<TVector>(ref T x, ref T y, int width)
        where TVector : struct, IStrip<TVector, T>
    {
        for (int row = 0; row + 1 < _starts.Length; row++)
        {
            int at = 0;
            for (; at + (4 * TVector.Width) <= width; at += 4 * TVector.Width)
            {
                Multiply<PairStrip<PairStrip<TVector, T>, T>>(row, ref x, ref y, width, at);
            }

            for (; at < width; at += TVector.Width)
            {
                Multiply<TVector>(row, ref x, ref y, width, at);
            }
        }
    }

    private void Multiply<TStrip>(int row, ref T x, ref T y, int width, int at)
        where TStrip : struct, IStrip<TStrip, T>
    {
        ref T values = ref MemoryMarshal.GetArrayDataReference(_values);
        ref int columns = ref MemoryMarshal.GetArrayDataReference(_columns);
        TStrip sum = default;
        for (int next = _starts[row]; next < _starts[row + 1]; next++)
        {
            TStrip numbers = TStrip.Load(ref Unsafe.Add(ref x, (Unsafe.Add(ref columns, next) * width) + at));
            sum = TStrip.MultiplyAdd(TStrip.Of(Unsafe.Add(ref values, next)), numbers, sum);
        }

        sum.Store(ref Unsafe.Add(ref y, (row * width) + at));
    }
}
