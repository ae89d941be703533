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
        int m = family.StateSize;
        Parallel.For(0, instances.Count, () => new double[m * m], (i, _, matrix) =>
        {
            Iterate(NewtonPoint.Start(family, instances.Slice(i, 1)), i, results, matrix);
            return matrix;
        }, _ => { });
        return results.ToResult();
    }

    private static void Iterate(NewtonPoint point, int row, ClassicalResults results, double[] matrix)
    {
        for (int k = 0; results.Record(row, point.X(0), point.Norms[0], k); k++)
        {
            results.AddProducts(row, point.Unknowns);
            double[] direction = new double[point.Unknowns];
            VectorMath.AddScaled(direction, -1, point.Residual);
            point.Jacobian(matrix);
            Elimination.Solve(matrix, direction);
            point = point.Move(direction);
        }
    }
}
