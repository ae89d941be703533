using Microsoft.ML;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>An equation solver trained in a pipeline.</summary>
public sealed class EquationSolverTransformer : SolverTransformer
{
    internal EquationSolverTransformer(
        MLContext context, ColumnSolver solver, R2N2Network network, TrainingReport? report, SearchReport? search)
        : base(context, solver)
    {
        Network = network;
        Report = report;
        Search = search;
    }

    /// <summary>The network.</summary>
    public R2N2Network Network { get; }

    /// <summary>What training did; null where a search found that nothing had to be learned.</summary>
    public TrainingReport? Report { get; }

    /// <summary>What was tried, and what the solver is worth; null where <see cref="EquationSolverOptions.Search"/> did not ask for a search.</summary>
    public SearchReport? Search { get; }
}
