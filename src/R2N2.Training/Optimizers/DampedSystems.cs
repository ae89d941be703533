using TorchSharp;
using static TorchSharp.torch;

namespace R2N2.Training;

/// <summary>The linear systems of a Levenberg-Marquardt step.</summary>
internal static class DampedSystems
{
    /// <summary>Solves (JᵀJ + λ D) δ = -Jᵀr for every start, all systems in one batch.</summary>
    /// <param name="starts">The starts.</param>
    /// <param name="unknowns">p.</param>
    /// <returns>δ per start; NaN where the system is singular to working precision, which rejects the step and raises λ.</returns>
    public static double[][] Solve(IReadOnlyList<LeastSquaresStart> starts, int unknowns)
    {
        using DisposeScope scope = NewDisposeScope();
        var systems = new double[starts.Count * unknowns * unknowns];
        var rights = new double[starts.Count * unknowns];
        for (int s = 0; s < starts.Count; s++)
        {
            // In units where each diagonal element is about 1, so that columns of very different size cannot spoil it.
            LeastSquaresStart start = starts[s];
            double[] unit = Units(start);
            for (int i = 0; i < unknowns; i++)
            {
                rights[(s * unknowns) + i] = -start.Gradient[i] * unit[i];
                for (int j = 0; j < unknowns; j++)
                {
                    double damping = i == j ? start.Damping : 0;
                    systems[(((s * unknowns) + i) * unknowns) + j] =
                        (start.Matrix[(i * unknowns) + j] * unit[i] * unit[j]) + damping;
                }
            }
        }

        (Tensor factor, Tensor info) = linalg.cholesky_ex(Tensors.From(systems, [starts.Count, unknowns, unknowns]));
        Tensor right = Tensors.From(rights, [starts.Count, unknowns, 1]);
        Tensor halfway = linalg.solve_triangular(factor, right, upper: false);
        Tensor solution = linalg.solve_triangular(factor.transpose(1, 2), halfway, upper: true);
        int[] failed = info.data<int>().ToArray();
        double[] steps = solution.contiguous().data<double>().ToArray();
        return [.. starts.Select((start, s) => failed[s] != 0
            ? [.. Enumerable.Repeat(double.NaN, unknowns)]
            : Units(start).Select((unit, i) => unit * steps[(s * unknowns) + i]).ToArray())];
    }

    private static double[] Units(LeastSquaresStart start) =>
        [.. start.Scaling.Select(scale => scale > 0 ? 1 / Math.Sqrt(scale) : 1)];
}
