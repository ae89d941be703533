using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>
/// y = A x for a constant matrix of few elements, which alone are read: each row has one sum, which begins with zero and takes them
/// in their order by <see cref="MultiplyAdd"/>.
/// </summary>
/// <remarks>
/// <para>Where A has no element, x is not read: it may be infinite or not a number there, and y is not.</para>
/// <para>Rows that are the row before moved by one column, as those of a stencil are, form a run: one row of so many times the numbers.</para>
/// </remarks>
internal sealed class SparseProduct<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values;
    private readonly int[] _columns;
    private readonly Run[] _runs;

    /// <summary>Finds the runs.</summary>
    /// <param name="rows">A.</param>
    public SparseProduct(SparseRows rows)
    {
        List<T> values = [];
        List<int> columns = [];
        List<Run> runs = [];
        for (int row = 0; row < rows.Count;)
        {
            int next = row + 1;
            while (next < rows.Count && IsMoved(rows, next))
            {
                next++;
            }

            Range elements = rows.Starts[row]..rows.Starts[row + 1];
            values.AddRange(rows.Values[elements].Select(T.CreateTruncating));
            columns.AddRange(rows.Columns[elements]);
            runs.Add(new Run(row, next - row, values.Count));
            row = next;
        }

        (_values, _columns, _runs) = ([.. values], [.. columns], [.. runs]);
    }

    /// <summary>y = A x for every column of x.</summary>
    /// <param name="x">As many rows as A has columns, of so many numbers.</param>
    /// <param name="y">As many as A has rows; it must not overlap x.</param>
    /// <param name="width">The numbers of a row: one, for a vector, or more.</param>
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

    // The row before, one column further on.
    private static bool IsMoved(SparseRows rows, int row)
    {
        (int before, int start, int end) = (rows.Starts[row - 1], rows.Starts[row], rows.Starts[row + 1]);
        bool same = end - start == start - before;
        for (int k = 0; same && k < end - start; k++)
        {
            same = rows.Columns[start + k] == rows.Columns[before + k] + 1
                && BitConverter.DoubleToInt64Bits(rows.Values[start + k]) == BitConverter.DoubleToInt64Bits(rows.Values[before + k]);
        }

        return same;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Multiply<TVector>(ref T x, ref T y, int width)
        where TVector : struct, IStrip<TVector, T>
    {
        int start = 0;
        foreach (Run run in _runs)
        {
            ReadOnlySpan<T> values = _values.AsSpan(start..run.End);
            ref int columns = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_columns), start);
            ref T target = ref Unsafe.Add(ref y, run.First * width);
            int numbers = run.Count * width;
            int at = 0;
            for (; at + (4 * TVector.Width) <= numbers; at += 4 * TVector.Width)
            {
                Sum<PairStrip<PairStrip<TVector, T>, T>>(values, ref columns, ref x, width, at).Store(ref Unsafe.Add(ref target, at));
            }

            for (; at + TVector.Width <= numbers; at += TVector.Width)
            {
                Sum<TVector>(values, ref columns, ref x, width, at).Store(ref Unsafe.Add(ref target, at));
            }

            // What is left over, in a vector that begins earlier: the same numbers once more.
            if (at < numbers && numbers > TVector.Width)
            {
                at = numbers - TVector.Width;
                Sum<TVector>(values, ref columns, ref x, width, at).Store(ref Unsafe.Add(ref target, at));
                at = numbers;
            }

            for (; at < numbers; at++)
            {
                T sum = T.Zero;
                for (int k = 0; k < values.Length; k++)
                {
                    sum = MultiplyAdd.Of(values[k], Unsafe.Add(ref x, (Unsafe.Add(ref columns, k) * width) + at), sum);
                }

                Unsafe.Add(ref target, at) = sum;
            }

            start = run.End;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TStrip Sum<TStrip>(ReadOnlySpan<T> values, ref int columns, ref T x, int width, int at)
        where TStrip : struct, IStrip<TStrip, T>
    {
        TStrip sum = default;
        for (int k = 0; k < values.Length; k++)
        {
            TStrip numbers = TStrip.Load(ref Unsafe.Add(ref x, (Unsafe.Add(ref columns, k) * width) + at));
            sum = TStrip.MultiplyAdd(TStrip.Of(values[k]), numbers, sum);
        }

        return sum;
    }

    // Rows of y from a first one on, and where the elements of that one end.
    private readonly record struct Run(int First, int Count, int End);
}
