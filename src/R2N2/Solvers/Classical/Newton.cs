namespace R2N2;

/// <summary>
/// Newton's method: J(x) d = -f(x), solved by elimination with partial pivoting (LU). A step takes m products with f's
/// derivative, one for each column of J.
/// </summary>
public sealed record Newton : ClassicalSolver
{
    // J as one array.
    private const int MostUnknowns = 46_340;

    internal override string Name => "Newton";

    private protected override void RequireSize(EquationFamily family)
    {
        if (family.StateSize > MostUnknowns)
        {
            throw new ArgumentException(
                $"The family '{family.Name}' has m = {family.StateSize} unknowns; Newton keeps J as an array of m × m numbers and takes "
                + $"at most {MostUnknowns}. Use NewtonGmres, which needs products with J only.",
                nameof(family));
        }
    }

    private protected override long NumbersPerInstance(int unknowns) => (unknowns + 4L) * unknowns;

    private protected override (double[] Directions, int[] Products) Directions(NewtonPoint point)
    {
        int m = point.Unknowns;
        double[] matrices = Jacobians(point);
        double[] directions = [.. point.Residual.Values.Select(value => -value)];
        for (int i = 0; i < point.Count; i++)
        {
            Eliminate(matrices.AsSpan(i * m * m, m * m), directions.AsSpan(i * m, m));
        }

        return (directions, [.. Enumerable.Repeat(m, point.Count)]);
    }

    // J of every instance, one after another, each row by row.
    private static double[] Jacobians(NewtonPoint point)
    {
        int m = point.Unknowns;
        double[] matrices = new double[point.Count * m * m];
        for (int column = 0; column < m; column++)
        {
            double[] unit = new double[point.Count * m];
            for (int i = 0; i < point.Count; i++)
            {
                unit[(i * m) + column] = 1;
            }

            double[] product = point.Product(unit);
            for (int j = 0; j < product.Length; j++)
            {
                matrices[(j * m) + column] = product[j];
            }
        }

        return matrices;
    }

    // Both are used up; the right side becomes the solution.
    private static void Eliminate(Span<double> matrix, Span<double> right)
    {
        int m = right.Length;
        for (int column = 0; column < m; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < m; row++)
            {
                pivot = Math.Abs(matrix[(row * m) + column]) > Math.Abs(matrix[(pivot * m) + column]) ? row : pivot;
            }

            Swap(matrix.Slice(pivot * m, m), matrix.Slice(column * m, m));
            Swap(right.Slice(pivot, 1), right.Slice(column, 1));
            ReadOnlySpan<double> upper = matrix.Slice((column * m) + column, m - column);
            for (int row = column + 1; row < m; row++)
            {
                Span<double> lower = matrix.Slice((row * m) + column, m - column);
                double factor = lower[0] / upper[0];
                VectorMath.AddScaled(lower, -factor, upper);
                right[row] -= factor * right[column];
            }
        }

        for (int row = m - 1; row >= 0; row--)
        {
            double known = VectorMath.Dot(matrix.Slice((row * m) + row + 1, m - row - 1), right[(row + 1)..]);
            right[row] = (right[row] - known) / matrix[(row * m) + row];
        }
    }

    private static void Swap(Span<double> one, Span<double> other)
    {
        for (int i = 0; i < one.Length; i++)
        {
            (one[i], other[i]) = (other[i], one[i]);
        }
    }
}
