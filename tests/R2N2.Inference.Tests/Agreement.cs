using R2N2.Inference.Tests.Engines;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>Compares a batch with the plain reference, instance by instance.</summary>
public static class Agreement
{
    public static void WithPlain(
        TestedEngine engine, PlainProblem problem, Dictionary<string, double[]>[] instances, SolverExportOptions options, double tolerance)
    {
        using var solver = engine.LoadSolver(problem.Network.ToOnnx(options));
        SolveResult found = solver.Solve(problem.Batch(instances));

        Assert.Equal(instances.Length, found.Count);
        for (int i = 0; i < instances.Length; i++)
        {
            PlainResult expected = PlainSolver.Solve(problem, instances[i], options);
            Assert.Equal(expected.Status, found[i].Status);
            Assert.Equal(expected.Iterations, found[i].Iterations);

            // Near a pole of f, an iteration magnifies rounding errors; no implementation is closer than that.
            PlainResult moved = PlainSolver.Solve(problem, Nudge(instances[i]), options);
            double scale = Math.Max(1, PlainSolver.InitialNorm(problem, instances[i]));
            Near(expected.ResidualNorm, found[i].ResidualNorm, moved.ResidualNorm, tolerance * scale);
            double size = Math.Max(1, expected.Solution.Max(Math.Abs));
            for (int j = 0; j < expected.Solution.Length; j++)
            {
                Near(expected.Solution[j], found[i].Solution.Span[j], moved.Solution[j], tolerance * size);
            }
        }
    }

    // Every number changed in its 14th digit.
    private static Dictionary<string, double[]> Nudge(Dictionary<string, double[]> instance) => instance.ToDictionary(
        input => input.Key, input => input.Value.Select((value, i) => value * (1 + (i % 2 == 0 ? 1e-14 : -1e-14))).ToArray());

    private static void Near(double expected, double found, double moved, double tolerance) =>
        Assert.Equal(expected, found, tolerance + Math.Abs(expected - moved));
}
