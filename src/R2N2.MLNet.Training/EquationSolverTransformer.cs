using Microsoft.ML;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>An equation solver trained in a pipeline.</summary>
public sealed class EquationSolverTransformer : SolverTransformer
{
    private readonly TrainingReport? _report;

    internal EquationSolverTransformer(
        MLContext context, ColumnSolver solver, R2N2Network network, TrainingReport? report, SearchReport? search)
        : base(context, solver)
    {
        Network = network;
        _report = report;
        Search = search;
    }

    /// <summary>The network.</summary>
    public R2N2Network Network { get; }

    /// <summary>What training did.</summary>
    /// <exception cref="InvalidOperationException">A search found that nothing had to be learned; <see cref="Search"/> tells what it did.</exception>
    public TrainingReport Report => _report ?? throw new InvalidOperationException(
        $"The solver is {Search!.Winner.Name}, which a search found to be the best without training, so that there is no report of one. See {nameof(Search)}.");

    /// <summary>What was tried, and what the solver is worth; null where <see cref="EquationSolverOptions.Search"/> did not ask for a search.</summary>
    public SearchReport? Search { get; }
}
