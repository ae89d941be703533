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

        // Beside a column that is left alone.
        Span<double> spare = new double[m];
        for (int first = 0; first < m; first += Panel)
        {
            int count = Math.Min(Panel, m - first);
            Factorise(matrix, m, first, pivots[..count]);
            for (int j = first + count; j < m; j += 2)
            {
                Reduce(matrix, m, first, pivots[..count], matrix.Slice(j * m, m), j + 1 < m ? matrix.Slice((j + 1) * m, m) : spare);
            }

            Reduce(matrix, m, first, pivots[..count], right, spare);
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

    // Two other columns, by the factors of a panel.
    private static void Reduce(ReadOnlySpan<double> matrix, int m, int first, ReadOnlySpan<int> pivots, Span<double> column, Span<double> beside)
    {
        ReduceTop(matrix, m, first, pivots, column);
        ReduceTop(matrix, m, first, pivots, beside);
        int next = first + pivots.Length;
        if (next < m)
        {
            Subtract(matrix[(first * m)..], m, next, column[first..], beside[first..]);
        }
    }

    // The rows of the panel.
    private static void ReduceTop(ReadOnlySpan<double> matrix, int m, int first, ReadOnlySpan<int> pivots, Span<double> column)
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
    }

    // The rows below: Σ of the columns of a panel, each times a number of its row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(ReadOnlySpan<double> panel, int m, int next, Span<double> column, Span<double> beside)
    {
        ref double a = ref Unsafe.AsRef(in panel[next]);
        ref double b = ref Unsafe.AsRef(in panel[m + next]);
        ref double c = ref Unsafe.AsRef(in panel[(2 * m) + next]);
        ref double d = ref Unsafe.AsRef(in panel[(3 * m) + next]);
        (double A, double B, double C, double D) left = (-column[0], -column[1], -column[2], -column[3]);
        (double A, double B, double C, double D) right = (-beside[0], -beside[1], -beside[2], -beside[3]);
        Vector512<double> leftA = Vector512.Create(left.A), leftB = Vector512.Create(left.B), leftC = Vector512.Create(left.C), leftD = Vector512.Create(left.D);
        Vector512<double> rightA = Vector512.Create(right.A), rightB = Vector512.Create(right.B), rightC = Vector512.Create(right.C), rightD = Vector512.Create(right.D);
        column = column[Panel..];
        beside = beside[Panel..];
        ref double first = ref MemoryMarshal.GetReference(column);
        ref double second = ref MemoryMarshal.GetReference(beside);
        int i = 0;
        for (; i <= column.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            nuint at = (nuint)i;
            Vector512<double> x = Vector512.LoadUnsafe(ref a, at), y = Vector512.LoadUnsafe(ref b, at);
            Vector512<double> z = Vector512.LoadUnsafe(ref c, at), w = Vector512.LoadUnsafe(ref d, at);
            Vector512<double> sum = Vector512.FusedMultiplyAdd(leftB, y, Vector512.FusedMultiplyAdd(leftA, x, Vector512.LoadUnsafe(ref first, at)));
            Vector512<double> other = Vector512.FusedMultiplyAdd(rightB, y, Vector512.FusedMultiplyAdd(rightA, x, Vector512.LoadUnsafe(ref second, at)));
            Vector512.FusedMultiplyAdd(leftD, w, Vector512.FusedMultiplyAdd(leftC, z, sum)).StoreUnsafe(ref first, at);
            Vector512.FusedMultiplyAdd(rightD, w, Vector512.FusedMultiplyAdd(rightC, z, other)).StoreUnsafe(ref second, at);
        }

        for (; i < column.Length; i++)
        {
            double x = Unsafe.Add(ref a, i), y = Unsafe.Add(ref b, i), z = Unsafe.Add(ref c, i), w = Unsafe.Add(ref d, i);
            column[i] = Math.FusedMultiplyAdd(left.D, w, Math.FusedMultiplyAdd(left.C, z, Math.FusedMultiplyAdd(left.B, y, Math.FusedMultiplyAdd(left.A, x, column[i]))));
            beside[i] = Math.FusedMultiplyAdd(right.D, w, Math.FusedMultiplyAdd(right.C, z, Math.FusedMultiplyAdd(right.B, y, Math.FusedMultiplyAdd(right.A, x, beside[i]))));
        }
    }
}
