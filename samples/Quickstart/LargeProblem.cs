using R2N2;

namespace Quickstart;

/// <summary>Carries trained coefficients to a larger member of the family.</summary>
internal static class LargeProblem
{
    /// <summary>Solves large instances with coefficients trained on small ones.</summary>
    /// <returns>The root mean square of f's elements after as many outer iterations as were trained.</returns>
    public static double SolveWith(R2N2Network network, int unknowns, int instances)
    {
        Chandrasekhar problem = new(unknowns);
        byte[] model = network.WithFamily(problem.Family).ToOnnx(new SolverExportOptions { AbsoluteTolerance = null });
        using OnnxSolver solver = OnnxSolver.Load(model);
        double[] guesses = problem.Guesses(instances, seed: 3);
        SolveResult result = solver.Solve(InstanceBatch.Of(instances, (InitialGuess.DefaultName, guesses)));
        return Math.Sqrt(result.ResidualNorm.ToArray().Average(norm => norm * norm / unknowns));
    }
}
