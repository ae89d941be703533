namespace R2N2.Reference;

/// <summary>Linear systems by Gauss-Jordan elimination with complete pivoting over rows and columns of equal scale, loops over doubles.</summary>
internal static class PlainElimination
{
    /// <summary>A⁻¹ b; NaN where A is singular to working precision.</summary>
    /// <param name="matrix">A, row-major.</param>
    /// <param name="right">b, row-major, one or several columns.</param>
    public static double[] Solve(double[] matrix, double[] right)
    {
        int m = (int)Math.Sqrt(matrix.Length);
        int columns = right.Length / m;
        double[][] rows = [.. Enumerable.Range(0, m).Select(i =>
            matrix[(i * m)..((i + 1) * m)].Concat(right[(i * columns)..((i + 1) * columns)]).ToArray())];
        foreach (double[] row in rows)
        {
            double scale = row[..m].Max(Math.Abs);
            Scale(row, 1 / scale);
        }

        double[] sizes = [.. Enumerable.Range(0, m).Select(j => rows.Max(row => Math.Abs(row[j])))];
        int[] order = [.. Enumerable.Range(0, m)];
        for (int k = 0; k < m; k++)
        {
            (int pivotRow, int pivotColumn) = (from i in Enumerable.Range(k, m - k) from j in Enumerable.Range(k, m - k) select (i, j))
                .MaxBy(place => Math.Abs(rows[place.i][order[place.j]]) / sizes[order[place.j]]);
            (rows[k], rows[pivotRow]) = (rows[pivotRow], rows[k]);
            (order[k], order[pivotColumn]) = (order[pivotColumn], order[k]);
            double pivot = rows[k][order[k]];
            if (!(Math.Abs(pivot) > 1e-15 * sizes[order[k]]))
            {
                return [.. right.Select(_ => double.NaN)];
            }

            Scale(rows[k], 1 / pivot);
            foreach (double[] row in rows.Where(row => row != rows[k]))
            {
                double factor = row[order[k]];
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] -= factor * rows[k][j];
                }
            }
        }

        double[] solution = new double[right.Length];
        for (int k = 0; k < m; k++)
        {
            rows[k].AsSpan(m).CopyTo(solution.AsSpan(order[k] * columns));
        }

        return solution;
    }

    private static void Scale(double[] row, double factor)
    {
        for (int j = 0; j < row.Length; j++)
        {
            row[j] *= factor;
        }
    }
}
