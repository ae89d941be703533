namespace R2N2.Inference.Tests;

/// <summary>Compares a batch with the plain reference, instance by instance.</summary>
public static class Agreement
{
    public static void WithPlain(
        PlainProblem problem, Dictionary<string, double[]>[] instances, OnnxExportOptions options, double tolerance)
    {
        using var solver = OnnxSolver.Load(problem.Network.ToOnnx(options));
        SolveResult found = solver.Solve(problem.Batch(instances));

        Assert.Equal(instances.Length, found.Count);
        for (int i = 0; i < instances.Length; i++)
        {
            PlainResult expected = PlainSolver.Solve(problem, instances[i], options);
            double scale = Math.Max(1, PlainSolver.InitialNorm(problem, instances[i]));
            Assert.Equal(expected.Status, found[i].Status);
            Assert.Equal(expected.Iterations, found[i].Iterations);
            Assert.Equal(expected.ResidualNorm, found[i].ResidualNorm, tolerance * scale);
            double size = Math.Max(1, expected.Solution.Max(Math.Abs));
            for (int j = 0; j < expected.Solution.Length; j++)
            {
                Assert.Equal(expected.Solution[j], found[i].Solution.Span[j], tolerance * size);
            }
        }
    }
}
