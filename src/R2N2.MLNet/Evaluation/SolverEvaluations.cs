using Microsoft.ML;
using R2N2.Onnx;

namespace R2N2.MLNet;

/// <summary>How often a solver evaluates f.</summary>
internal static class SolverEvaluations
{
    /// <summary>The evaluations of f for a row, on average, those of the safeguard included.</summary>
    /// <param name="model">The solver.</param>
    /// <param name="description">What it says about itself.</param>
    /// <param name="data">The rows.</param>
    /// <param name="iterations">The outer iterations of a row, on average.</param>
    public static double PerRow(SolverTransformer model, SolverDescription description, IDataView data, double iterations)
    {
        SolverExportOptions options = description.Options;
        if (!options.HasTolerance)
        {
            return 1 + (description.Superstructure.Evaluations(description.StateSize) * iterations);
        }

        R2N2Network network = NetworkReader.Read(model.Solver.File.Exported, description);
        CountedSolver counted = new(network, options with { ResidualHistory = false, Iterates = false });
        double evaluations = 0;
        long rows = 0;
        foreach (InstanceBatch instances in EvaluationRows.Read(model, data, model.Solver.Inputs))
        {
            evaluations += counted.Evaluations(counted.Solve(instances)) * instances.Count;
            rows += instances.Count;
        }

        return evaluations / rows;
    }
}
