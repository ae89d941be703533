using Microsoft.ML;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>An integrator trained in a pipeline: one step for every row.</summary>
public sealed class IntegratorTransformer : SolverTransformer
{
    internal IntegratorTransformer(MLContext context, ColumnSolver solver, TrainingResult<R2N2Integrator> result)
        : base(context, solver)
    {
        Integrator = result.Model;
        Report = result.Report;
    }

    /// <summary>The trained integrator: for rollouts, adaptive steps, and other exports.</summary>
    public R2N2Integrator Integrator { get; }

    /// <summary>What training did.</summary>
    public TrainingReport Report { get; }
}
