namespace R2N2;

/// <summary>
/// Newton's method: J(x) d = -f(x), solved by elimination with partial pivoting (LU). A step takes m products with f's
/// derivative, one for each column of J.
/// </summary>
public sealed record Newton : ClassicalSolver
{
    // J as one array.
    private const int MostUnknowns = 46_340;

    // So many are eliminated for several instances at a time; beyond, J of these does not stay in the cache.
    private const int MostAtOnce = 128;

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
        return (m <= MostAtOnce ? point.NewtonStep() : OneByOne(point), [.. Enumerable.Repeat(m, point.Count)]);
    }

    private static double[] OneByOne(NewtonPoint point)
    {
        int m = point.Unknowns;
        double[] jacobians = point.Jacobian();
        double[] directions = new double[point.Residual.Length];
        VectorMath.AddScaled(directions, -1, point.Residual);
        for (int i = 0; i < point.Count; i++)
        {
            Eliminate(jacobians.AsSpan(i * m * m, m * m), directions.AsSpan(i * m, m));
        }

        return directions;
    }

    // Column by column; both are used up, and the right side becomes the solution.
    private static void Eliminate(Span<double> matrix, Span<double> right)
    {
        int m = right.Length;
        for (int k = 0; k < m; k++)
        {
            Span<double> column = matrix.Slice(k * m, m);
            int pivot = k;
            for (int row = k + 1; row < m; row++)
            {
                pivot = Math.Abs(column[row]) > Math.Abs(column[pivot]) ? row : pivot;
            }

            (right[pivot], right[k]) = (right[k], right[pivot]);
            (column[pivot], column[k]) = (column[k], column[pivot]);
            Span<double> factors = column[(k + 1)..];
            foreach (ref double factor in factors)
            {
                factor /= column[k];
            }

            VectorMath.AddScaled(right[(k + 1)..], -right[k], factors);
            for (int j = k + 1; j < m; j++)
            {
                Span<double> other = matrix.Slice(j * m, m);
                (other[pivot], other[k]) = (other[k], other[pivot]);
                VectorMath.AddScaled(other[(k + 1)..], -other[k], factors);
            }
        }

        for (int k = m - 1; k >= 0; k--)
        {
            right[k] /= matrix[(k * m) + k];
            VectorMath.AddScaled(right[..k], -right[k], matrix.Slice(k * m, k));
        }
    }
}
