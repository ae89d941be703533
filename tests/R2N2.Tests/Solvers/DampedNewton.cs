using R2N2.Reference;

namespace R2N2.Tests.Solvers;

/// <summary>
/// Newton's method with a line search by halves (Armijo, Pacific J. Math. 16(1), 1966): the step λ d with the largest λ = 2⁻ⁱ for which the
/// norm falls by λ/10000 of itself.
/// </summary>
internal static class DampedNewton
{
    private const double Tolerance = 1e-10;
    private const int Steps = 50;
    private const int Halvings = 30;

    /// <summary>Whether it solves an instance.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="instance">A batch of one.</param>
    public static bool Solves(EquationFamily family, InstanceBatch instance)
    {
        var point = NewtonPoint.Start(family, instance);
        for (int k = 0; k < Steps && point.Norms[0] > Tolerance; k++)
        {
            if (Next(point) is not { } next)
            {
                return false;
            }

            point = next;
        }

        return point.Norms[0] <= Tolerance;
    }

    private static NewtonPoint? Next(NewtonPoint point)
    {
        int m = point.Unknowns;
        double[] columns = new double[m * m];
        point.Jacobian(columns);
        double[] direction = PlainElimination.Solve(
            [.. Enumerable.Range(0, m * m).Select(i => columns[((i % m) * m) + (i / m)])], [.. point.Residual.ToArray().Select(value => -value)]);
        double norm = point.Norms[0];
        return Enumerable.Range(0, Halvings).Select(i => Math.Pow(2, -i))
            .Select(length => (Length: length, Point: point.Move([.. direction.Select(value => length * value)])))
            .FirstOrDefault(next => next.Point.Norms[0] <= (1 - (1e-4 * next.Length)) * norm).Point;
    }
}
