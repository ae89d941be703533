using R2N2.Vectorised;

namespace R2N2;

/// <summary>The mean of f's derivative over instances, at their solutions, and its inverse: a preconditioner for all of the family.</summary>
/// <param name="Inverse">P, [m, m].</param>
/// <param name="Norm">‖J‖₁ of the mean J.</param>
/// <param name="Condition">‖J‖₁ ‖P‖₁: above 1e12, or so, P has lost most digits.</param>
/// <param name="Cancellation">The mean of ‖J‖₁ over the instances, divided by that of the mean J: large where their signs nearly cancel.</param>
/// <param name="Instances">The instances that it is the mean of.</param>
/// <param name="Solved">Whether these are at their solutions; else at their initial guesses, since Newton's method solved none.</param>
internal sealed record MeanJacobian(double[,] Inverse, double Norm, double Condition, double Cancellation, int Instances, bool Solved)
{
    // For each instance a step of Newton's method takes about so much; all of them a second or two.
    private const double Operations = 2e9;
    private const int MostInstances = 64;

    private static readonly Newton _newton = new() { AbsoluteTolerance = 1e-9, RelativeTolerance = 1e-9, IterationLimit = 25 };

    /// <summary>How many instances are enough, and not too expensive.</summary>
    /// <param name="unknowns">m.</param>
    public static int InstancesFor(int unknowns) => (int)Math.Clamp(Operations / Math.Pow(unknowns, 3), 2, MostInstances);

    /// <summary>The first of some instances: as many as are enough.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="instances">The instances.</param>
    public static InstanceBatch SampleOf(EquationFamily family, InstanceBatch instances) =>
        instances.Slice(0, Math.Min(instances.Count, InstancesFor(family.StateSize)));

    /// <summary>Computes it.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="sample">Instances of it.</param>
    /// <returns>The preconditioner, or null where the mean is singular, or not finite for any instance.</returns>
    public static MeanJacobian? Of(EquationFamily family, InstanceBatch sample)
    {
        SolveResult result = _newton.Solve(family, sample);
        int[] converged = [.. Enumerable.Range(0, sample.Count).Where(i => result.Status.Span[i] == SolveStatus.Converged)];
        var start = NewtonPoint.Start(family, sample);
        NewtonPoint point = converged.Length > 0 ? start.At(result.Solution.ToArray()).Take(converged) : start;
        int m = family.StateSize;
        double[] sum = new double[m * m];
        double[] jacobian = new double[m * m];
        double sizes = 0;
        int count = 0;
        for (int i = 0; i < point.Count; i++)
        {
            point.Take([i]).Jacobian(jacobian);
            if (Array.TrueForAll(jacobian, double.IsFinite))
            {
                VectorMath.AddScaled(sum, 1, jacobian);
                sizes += LargestColumn(jacobian, m);
                count++;
            }
        }

        double[] mean = Array.ConvertAll(sum, value => value / count);
        double norm = LargestColumn(mean, m);
        double[] inverse = count == 0 ? [double.NaN] : Invert(mean, m);
        return Array.TrueForAll(inverse, double.IsFinite)
            ? new MeanJacobian(ByRows(inverse, m), norm, norm * LargestColumn(inverse, m), sizes / count / norm, count, converged.Length > 0)
            : null;
    }

    // Columns of the one are rows of the other's transpose, whose inverse is that of the other transposed: the order stays.
    private static double[] Invert(double[] columns, int m)
    {
        Expression matrix = Expression.Input("J", Shape.Matrix(m, m));
        return Evaluation.Of(Plan.Of(new RecordedFunction("inverse", [matrix], [Expression.Inverse(matrix)])), [columns]).Single();
    }

    private static double[,] ByRows(double[] columns, int m)
    {
        double[,] rows = new double[m, m];
        for (int i = 0; i < m * m; i++)
        {
            rows[i % m, i / m] = columns[i];
        }

        return rows;
    }

    // By its sum of sizes.
    private static double LargestColumn(double[] columns, int m) => columns.Chunk(m).Max(column => column.Sum(Math.Abs));
}
