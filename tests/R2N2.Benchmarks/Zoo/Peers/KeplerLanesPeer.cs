using System.Runtime.Intrinsics;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Newton's method for Kepler's equation, eight instances in the lanes of a register, until the last of them has converged.</summary>
/// <param name="tolerance">|f(x)| at which an instance has converged.</param>
internal sealed class KeplerLanesPeer(double tolerance) : ClassicalPeer("Newton in lanes", isGeneral: false)
{
    private const int Limit = 50;

    /// <inheritdoc/>
    protected override int Solve(PlainInstances instances, int first, int end, double[] solutions)
    {
        int solved = 0;
        Span<double> anomalies = stackalloc double[Vector512<double>.Count], eccentricities = stackalloc double[Vector512<double>.Count];
        for (int at = first; at < end; at += Vector512<double>.Count)
        {
            int count = Math.Min(Vector512<double>.Count, end - at);
            for (int i = 0; i < Vector512<double>.Count; i++)
            {
                ReadOnlySpan<double> p = instances.Parameters(at + Math.Min(i, count - 1));
                (anomalies[i], eccentricities[i]) = (p[0], p[1]);
            }

            (Vector512<double> x, bool isSolved) = Solve(Vector512.Create<double>(anomalies), Vector512.Create<double>(eccentricities));
            for (int i = 0; i < count; i++)
            {
                solutions[at + i] = x[i];
            }

            solved += isSolved ? count : 0;
        }

        return solved;
    }

    private (Vector512<double> X, bool IsSolved) Solve(Vector512<double> anomaly, Vector512<double> eccentricity)
    {
        Vector512<double> x = Vector512.Create(Math.PI);
        for (int k = 0; k < Limit; k++)
        {
            (Vector512<double> sin, Vector512<double> cos) = Vector512.SinCos(x);
            Vector512<double> f = x - (eccentricity * sin) - anomaly;
            if (Vector512.LessThanOrEqualAll(Vector512.Abs(f), Vector512.Create(tolerance)))
            {
                return (x, true);
            }

            x -= f / (Vector512<double>.One - (eccentricity * cos));
        }

        return (x, false);
    }
}
