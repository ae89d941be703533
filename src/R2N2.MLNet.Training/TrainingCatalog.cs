using Microsoft.ML;
using R2N2.Training;

namespace R2N2.MLNet;

/// <summary>The components that learn from data, and the evaluation of what they learned, reached through <c>mlContext.R2N2()</c>.</summary>
public static class TrainingCatalog
{
    /// <summary>A solver for a family of equations f(x) = 0: learns from the instances in the data, then solves instances.</summary>
    /// <param name="catalog">The components of the context.</param>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <remarks>
    /// With all defaults of <see cref="EquationSolverOptions"/>: Fit tries classical methods, trains learned ones, and takes what solves
    /// held-out rows with the fewest operations, in 10 s or, from 256 unknowns on, a minute. The transformer's report says what it is worth.
    /// </remarks>
    public static EquationSolverEstimator EquationSolver(this R2N2Catalog catalog, EquationFamily family) =>
        EquationSolver(catalog, family, new EquationSolverOptions());

    // Without default values: they would make EquationSolver(family, new() { … }) ambiguous.

    /// <summary>A solver for a family of equations f(x) = 0: learns from the instances in the data, then solves instances.</summary>
    /// <param name="catalog">The components of the context.</param>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <param name="innerIterations">n, the evaluations of f in an outer iteration; at least 1.</param>
    /// <param name="outerIterations">K, the outer iterations that training looks at; at least 1.</param>
    public static EquationSolverEstimator EquationSolver(
        this R2N2Catalog catalog, EquationFamily family, int innerIterations, int outerIterations) =>
        EquationSolver(catalog, family, new EquationSolverOptions
        {
            InnerIterations = innerIterations,
            Loss = new EquationLoss { OuterIterations = outerIterations },
        });

    /// <summary>A solver for a family of equations f(x) = 0: learns from the instances in the data, then solves instances.</summary>
    /// <param name="catalog">The components of the context.</param>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <param name="options">Structure, training, export, names of columns.</param>
    /// <exception cref="ArgumentException">A column is named for an input that the family does not have, or two outputs share a name.</exception>
    public static EquationSolverEstimator EquationSolver(this R2N2Catalog catalog, EquationFamily family, EquationSolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(options);
        return new EquationSolverEstimator(catalog.Context, family, options);
    }

    /// <summary>An integrator for a family of initial-value problems: learns from the instances in the data, then makes steps.</summary>
    /// <param name="catalog">The components of the context.</param>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <remarks>With all defaults of <see cref="IntegratorOptions"/>: 4 stages, trained on one step.</remarks>
    public static IntegratorEstimator Integrator(this R2N2Catalog catalog, InitialValueFamily family) =>
        Integrator(catalog, family, new IntegratorOptions());

    /// <summary>An integrator for a family of initial-value problems: learns from the instances in the data, then makes steps.</summary>
    /// <param name="catalog">The components of the context.</param>
    /// <param name="family">The problem; its inputs are columns of the data.</param>
    /// <param name="options">Structure, loss, training, names of columns.</param>
    /// <exception cref="ArgumentException">A column is named for an input that the family does not have, or two columns share a name.</exception>
    public static IntegratorEstimator Integrator(this R2N2Catalog catalog, InitialValueFamily family, IntegratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(options);
        return new IntegratorEstimator(catalog.Context, family, options);
    }

    /// <summary>
    /// Evaluates a trained solver against the chord method, Newton's and Newton-GMRES(n), at the same tolerance and on the same rows.
    /// </summary>
    /// <param name="catalog">The components of the context.</param>
    /// <param name="model">The solver; n is its number of inner iterations.</param>
    /// <param name="data">The instances, read several times.</param>
    /// <returns>Metrics of all of them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public static Evaluation<SolverMetrics> Evaluate(this R2N2Catalog catalog, EquationSolverTransformer model, IDataView data)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return catalog.Evaluate(model, model.Network.Family, data);
    }

    /// <summary>
    /// Evaluates a trained integrator's steps against the classical method of no more evaluations of f that is most accurate on the same rows,
    /// by the median error; its name is in the metrics.
    /// </summary>
    /// <param name="catalog">The components of the context.</param>
    /// <param name="model">The integrator.</param>
    /// <param name="data">The instances, read several times.</param>
    /// <returns>Metrics of both, over all rows.</returns>
    /// <inheritdoc cref="R2N2Catalog.Evaluate(SolverTransformer, InitialValueFamily, IDataView, ButcherTableau)" path="/remarks"/>
    /// <inheritdoc cref="Evaluate(R2N2Catalog, IntegratorTransformer, IDataView, ButcherTableau)" path="/exception"/>
    public static Evaluation<IntegratorMetrics> Evaluate(this R2N2Catalog catalog, IntegratorTransformer model, IDataView data)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return catalog.Evaluate(model, model.Integrator.Family, data);
    }

    /// <summary>Evaluates a trained integrator's steps against those of a classical method, on the same rows.</summary>
    /// <param name="catalog">The components of the context.</param>
    /// <param name="model">The integrator.</param>
    /// <param name="data">The instances, read several times.</param>
    /// <param name="baseline">The classical method.</param>
    /// <returns>Metrics of both, over all rows.</returns>
    /// <inheritdoc cref="R2N2Catalog.Evaluate(SolverTransformer, InitialValueFamily, IDataView, ButcherTableau)" path="/remarks"/>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    /// <exception cref="ArgumentException">A step size is 0 or below, or a vector has another length than its column's type promises.</exception>
    public static Evaluation<IntegratorMetrics> Evaluate(
        this R2N2Catalog catalog, IntegratorTransformer model, IDataView data, ButcherTableau baseline)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return catalog.Evaluate(model, model.Integrator.Family, data, baseline);
    }
}
