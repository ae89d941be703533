using Microsoft.ML;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>An equation solver trained in a pipeline.</summary>
public sealed class EquationSolverTransformer : SolverTransformer
{
    internal EquationSolverTransformer(MLContext context, ColumnSolver solver, SearchResult result)
        : base(context, solver)
    {
        Network = result.Model;
        Report = result.Report;
    }

    /// <summary>The network.</summary>
    public R2N2Network Network { get; }

    /// <summary>
    /// What was tried, and in <see cref="SearchReport.Verdict"/> what the solver is worth: whether Fit searched, or trained a structure that was given.
    /// </summary>
    public SearchReport Report { get; }
}
