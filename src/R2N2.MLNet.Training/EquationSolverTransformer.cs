using Microsoft.ML;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>An equation solver trained in a pipeline.</summary>
public sealed class EquationSolverTransformer : SolverTransformer
{
    internal EquationSolverTransformer(MLContext context, ColumnSolver solver, TrainingResult<R2N2Network> result)
        : base(context, solver)
    {
        Network = result.Model;
        Report = result.Report;
    }

    /// <summary>The trained network.</summary>
    public R2N2Network Network { get; }

    /// <summary>What training did.</summary>
    public TrainingReport Report { get; }
}
