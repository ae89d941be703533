using MathNet.Numerics.LinearAlgebra;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>What a safeguard must do with a learned step that failed, in plain arithmetic and with a least-squares solver from elsewhere.</summary>
public static class PlainSafeguard
{
    /// <summary>Where the instance goes instead; the same point where nothing is better.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="instance">Its numbers.</param>
    /// <param name="now">x, f and norm before the step.</param>
    /// <param name="learned">x, f and norm after it.</param>
    /// <param name="bound">The norm that is good enough.</param>
    /// <param name="k">The outer iterations before.</param>
    public static PlainPoint Replace(
        PlainProblem problem, Dictionary<string, double[]> instance, PlainPoint now, PlainPoint learned, double bound, int k)
    {
        double Level(PlainPoint point) => Norm(problem.Precondition(now.X, point.F, instance));

        // Of points whose norm is good enough or falls by more than one part in 16384, the one with the smallest ‖P f‖.
        PlainPoint Best(IEnumerable<PlainPoint> candidates) => candidates
            .Where(point => point.Norm <= bound || point.Norm < now.Norm * 16383 / 16384)
            .OrderBy(Level).FirstOrDefault(point => double.IsFinite(Level(point)), now);

        double[] step = [.. learned.X.Zip(now.X, (to, from) => to - from)];
        PlainPoint[] Along(double[] direction, params double[] lengths) =>
            [.. lengths.Select(length => PlainPoint.At(problem, instance, [.. now.X.Zip(direction, (xi, di) => xi + (length * di))]))];

        PlainPoint[] shorter = [learned, .. Along(step, 0.5, 0.25, 0.125)];
        PlainPoint best = Best(shorter);
        return best.Norm <= bound
            ? best
            : Best([.. shorter, .. Along(MinimalResidual(problem, instance, now, k), [1, 1.0 / 4, 1.0 / 16, 1.0 / 64, 1.0 / 512, 1.0 / 4096])]);
    }

    private static double[] MinimalResidual(PlainProblem problem, Dictionary<string, double[]> instance, PlainPoint now, int k)
    {
        List<Vector<double>> directions = [];
        List<Vector<double>> images = [];
        foreach (double[] vector in problem.Vectors(now.X, now.F, instance, k).Take(8))
        {
            double size = vector.Sum(Math.Abs);
            double[] direction = [.. vector.Select(value => value / size)];
            double[] image = problem.Equations.Jv(now.X, direction, instance);
            if (image.All(double.IsFinite) && IsNew(Vector<double>.Build.Dense(image), images))
            {
                directions.Add(Vector<double>.Build.Dense(direction));
                images.Add(Vector<double>.Build.Dense(image));
            }
        }

        return directions.Count == 0
            ? new double[now.X.Length]
            : [.. -Matrix<double>.Build.DenseOfColumnVectors(directions) * Weights(Vector<double>.Build.Dense(now.F), images)];
    }

    // Whether half of its digits at least are not in the span of the others.
    private static bool IsNew(Vector<double> image, List<Vector<double>> images)
    {
        Vector<double> rest = images.Count == 0
            ? image
            : image - (Matrix<double>.Build.DenseOfColumnVectors(images) * Weights(image, images));
        return images.Count < image.Count && rest.L2Norm() > Math.Pow(2, -26) * image.L2Norm();
    }

    private static Vector<double> Weights(Vector<double> target, List<Vector<double>> images) =>
        Matrix<double>.Build.DenseOfColumnVectors(images).QR().Solve(target);

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
}
