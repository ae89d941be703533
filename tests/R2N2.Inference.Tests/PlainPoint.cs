using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>A point of an iteration, and f there.</summary>
public sealed record PlainPoint(double[] X, double[] F, double Norm)
{
    public static PlainPoint At(PlainProblem problem, IReadOnlyDictionary<string, double[]> instance, double[] x)
    {
        double[] f = problem.Equations.F(x, instance);
        return new PlainPoint(x, f, x.All(double.IsFinite) ? Math.Sqrt(f.Sum(fi => fi * fi)) : double.NaN);
    }
}
