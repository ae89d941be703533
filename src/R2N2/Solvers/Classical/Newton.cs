using R2N2.Vectorised;

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

    private protected override LaneEngine<double> Engine(EquationFamily family) => FamilyFunctions.Of(family).Newton;

    private protected override SolveResult Run(EquationFamily family, InstanceBatch instances)
    {
        if (family.StateSize <= MostAtOnce)
        {
            return base.Run(family, instances);
        }

        ClassicalResults results = new(this, instances.Count, family.StateSize);
        Parallel.For(0, instances.Count, i => Iterate(NewtonPoint.Start(family, instances.Slice(i, 1)), i, results));
        return results.ToResult();
    }

    private static void Iterate(NewtonPoint point, int row, ClassicalResults results)
    {
        for (int k = 0; results.Record(row, point.X(0), point.Norms[0], k); k++)
        {
            results.AddProducts(row, point.Unknowns);
            double[] direction = new double[point.Unknowns];
            VectorMath.AddScaled(direction, -1, point.Residual);
            Eliminate(point.Jacobian(), direction);
            point = point.Move(direction);
        }
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
