using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>The components of this library, reached through <c>mlContext.R2N2()</c>.</summary>
public sealed class R2N2Catalog
{
    private readonly MLContext _context;

    internal R2N2Catalog(MLContext context) => _context = context;

    /// <summary>A solver for a family of equations f(x) = 0: learns from the instances in the data, then solves instances.</summary>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <remarks>With all defaults of <see cref="EquationSolverOptions"/>: 4 inner and 3 outer iterations.</remarks>
    public EquationSolverEstimator EquationSolver(EquationFamily family) => EquationSolver(family, new EquationSolverOptions());

    // Without default values: they would make EquationSolver(family, new() { … }) ambiguous.

    /// <summary>A solver for a family of equations f(x) = 0: learns from the instances in the data, then solves instances.</summary>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <param name="innerIterations">n, the evaluations of f in an outer iteration; at least 1.</param>
    /// <param name="outerIterations">K, the outer iterations that training looks at; at least 1.</param>
    public EquationSolverEstimator EquationSolver(EquationFamily family, int innerIterations, int outerIterations) =>
        EquationSolver(family, new EquationSolverOptions { InnerIterations = innerIterations, OuterIterations = outerIterations });

    /// <summary>A solver for a family of equations f(x) = 0: learns from the instances in the data, then solves instances.</summary>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <param name="options">Structure, training, export, names of columns.</param>
    /// <exception cref="ArgumentException">A column is named for an input that the family does not have, or two outputs share a name.</exception>
    public EquationSolverEstimator EquationSolver(EquationFamily family, EquationSolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(options);
        return new EquationSolverEstimator(_context, family, options);
    }

    /// <summary>An integrator for a family of initial-value problems: learns from the instances in the data, then makes steps.</summary>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <remarks>With all defaults of <see cref="IntegratorOptions"/>: 4 stages, trained on one step.</remarks>
    public IntegratorEstimator Integrator(InitialValueFamily family) => Integrator(family, new IntegratorOptions());

    /// <summary>An integrator for a family of initial-value problems: learns from the instances in the data, then makes steps.</summary>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <param name="options">Structure, loss, training, names of columns.</param>
    /// <exception cref="ArgumentException">A column is named for an input that the family does not have, or two columns share a name.</exception>
    public IntegratorEstimator Integrator(InitialValueFamily family, IntegratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(options);
        return new IntegratorEstimator(_context, family, options);
    }
}
