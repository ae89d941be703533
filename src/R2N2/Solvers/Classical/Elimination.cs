using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace R2N2;

/// <summary>Gaussian elimination with partial pivoting of one dense system, some columns at a time, so that the rest is gone through less often.</summary>
internal static class Elimination
{
    private const int Panel = 4;

    /// <summary>Solves A d = r. A singular A gives numbers that are not finite.</summary>
    /// <param name="matrix">A, [m, m], column by column; used up.</param>
    /// <param name="right">r, [m]; becomes d.</param>
    public static void Solve(Span<double> matrix, Span<double> right)
    {
        int m = right.Length;
        Span<int> pivots = stackalloc int[Panel];
        for (int first = 0; first < m; first += Panel)
        {
            int count = Math.Min(Panel, m - first);
            Factorise(matrix, m, first, pivots[..count]);
            for (int j = first + count; j < m; j++)
            {
                Reduce(matrix, m, first, pivots[..count], matrix.Slice(j * m, m));
            }

            Reduce(matrix, m, first, pivots[..count], right);
        }

        for (int k = m - 1; k >= 0; k--)
        {
            right[k] /= matrix[(k * m) + k];
            VectorMath.AddScaled(right[..k], -right[k], matrix.Slice(k * m, k));
        }
    }

    // The columns of a panel, which become factors below the diagonal.
    private static void Factorise(Span<double> matrix, int m, int first, Span<int> pivots)
    {
        for (int k = 0; k < pivots.Length; k++)
        {
            Span<double> column = matrix.Slice((first + k) * m, m);
            Exchange(column, first, pivots[..k]);
            for (int row = first; row < first + k; row++)
            {
                VectorMath.AddScaled(column[(row + 1)..], -column[row], matrix.Slice((row * m) + row + 1, m - row - 1));
            }

            int diagonal = first + k;
            int pivot = LargestFrom(column, diagonal);
            pivots[k] = pivot;
            (column[pivot], column[diagonal]) = (column[diagonal], column[pivot]);
            for (int before = 0; before < k; before++)
            {
                Span<double> factors = matrix.Slice((first + before) * m, m);
                (factors[pivot], factors[diagonal]) = (factors[diagonal], factors[pivot]);
            }

            foreach (ref double factor in column[(diagonal + 1)..])
            {
                factor /= column[diagonal];
            }
        }
    }

    // Before the factors are applied, whose rows have been exchanged as well.
    private static void Exchange(Span<double> column, int first, ReadOnlySpan<int> pivots)
    {
        for (int k = 0; k < pivots.Length; k++)
        {
            (column[pivots[k]], column[first + k]) = (column[first + k], column[pivots[k]]);
        }
    }

    private static int LargestFrom(ReadOnlySpan<double> column, int first)
    {
        int pivot = first;
        for (int row = first + 1; row < column.Length; row++)
        {
            pivot = Math.Abs(column[row]) > Math.Abs(column[pivot]) ? row : pivot;
        }

        return pivot;
    }

    // Another column, by the factors of a panel.
    private static void Reduce(ReadOnlySpan<double> matrix, int m, int first, ReadOnlySpan<int> pivots, Span<double> column)
    {
        Exchange(column, first, pivots);
        for (int k = 0; k < pivots.Length; k++)
        {
            ReadOnlySpan<double> factors = matrix.Slice(((first + k) * m) + first, pivots.Length);
            for (int row = k + 1; row < pivots.Length; row++)
            {
                column[first + row] -= factors[row] * column[first + k];
            }
        }

        int next = first + pivots.Length;
        if (pivots.Length == Panel && next < m)
        {
            Subtract(matrix[(first * m)..], m, next, column.Slice(first, Panel), column[next..]);
        }
    }

    // Σ of the columns of a panel, each times a factor, below them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(ReadOnlySpan<double> panel, int m, int next, ReadOnlySpan<double> factors, Span<double> column)
    {
        ref double first = ref Unsafe.AsRef(in panel[next]);
        ref double second = ref Unsafe.AsRef(in panel[m + next]);
        ref double third = ref Unsafe.AsRef(in panel[(2 * m) + next]);
        ref double fourth = ref Unsafe.AsRef(in panel[(3 * m) + next]);
        ref double target = ref MemoryMarshal.GetReference(column);
        double a = -factors[0], b = -factors[1], c = -factors[2], d = -factors[3];
        (Vector512<double> A, Vector512<double> B, Vector512<double> C, Vector512<double> D) wide =
            (Vector512.Create(a), Vector512.Create(b), Vector512.Create(c), Vector512.Create(d));
        int i = 0;
        for (; i <= column.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            nuint at = (nuint)i;
            Vector512<double> sum = Vector512.FusedMultiplyAdd(wide.A, Vector512.LoadUnsafe(ref first, at), Vector512.LoadUnsafe(ref target, at));
            sum = Vector512.FusedMultiplyAdd(wide.B, Vector512.LoadUnsafe(ref second, at), sum);
            sum = Vector512.FusedMultiplyAdd(wide.C, Vector512.LoadUnsafe(ref third, at), sum);
            Vector512.FusedMultiplyAdd(wide.D, Vector512.LoadUnsafe(ref fourth, at), sum).StoreUnsafe(ref target, at);
        }

        for (; i < column.Length; i++)
        {
            double sum = Math.FusedMultiplyAdd(a, Unsafe.Add(ref first, i), column[i]);
            sum = Math.FusedMultiplyAdd(b, Unsafe.Add(ref second, i), sum);
            sum = Math.FusedMultiplyAdd(c, Unsafe.Add(ref third, i), sum);
            column[i] = Math.FusedMultiplyAdd(d, Unsafe.Add(ref fourth, i), sum);
        }
    }
}
