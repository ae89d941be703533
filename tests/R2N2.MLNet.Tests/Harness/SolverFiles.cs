using Microsoft.ML;

namespace R2N2.MLNet.Tests;

/// <summary>Steps of pipelines that need no training.</summary>
internal static class SolverFiles
{
    /// <summary>One step of the classical method of order 4 for y' = -a y.</summary>
    public static SolverTransformer Decay(MLContext context, int blockSize = 0, Engine engine = Engine.Auto)
    {
        var family = ProblemFamily.InitialValue("decay", 2, [new("a")], (y, p) => -p["a"] * y);
        return Load(context, new R2N2Integrator(family, ButcherTableau.RungeKutta4).ToOnnx(), blockSize, engine);
    }

    /// <summary>Solves x + 0.1 x² = b for each of two unknowns.</summary>
    public static SolverTransformer Square(MLContext context, int blockSize = 0, Engine engine = Engine.Auto)
    {
        var family = ProblemFamily.Equations("square", 2, [new("b", 2)], (x, p) => x + (0.1 * x * x) - p["b"], InitialGuess.Zero);
        return Load(context, new R2N2Network(family, Superstructure.Krylov(1), new Coefficients(-0.9)).ToOnnx(), blockSize, engine);
    }

    private static SolverTransformer Load(MLContext context, byte[] model, int blockSize, Engine engine)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("solver.onnx");
        File.WriteAllBytes(path, model);
        return context.R2N2().LoadSolver(path, new SolverFileOptions
        {
            BlockSize = blockSize,
            Inference = new InferenceOptions { Engine = engine },
        });
    }
}
