using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>Evaluation over all rows of data.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "Reached through the context, as everything else of the catalog.")]
public sealed partial class R2N2Catalog
{
    /// <summary>Evaluates results of an equation solver.</summary>
    /// <param name="data">The solved data.</param>
    /// <param name="residualNormColumn">The column of ‖f(x)‖₂.</param>
    /// <param name="iterationsColumn">The column of the number of outer iterations.</param>
    /// <param name="statusColumn">The column of the <see cref="SolveStatus"/>.</param>
    /// <returns>Metrics over all rows, without evaluations and times, which results do not tell.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    /// <exception cref="ArgumentException">A status is none of <see cref="SolveStatus"/>.</exception>
    public SolverMetrics Evaluate(
        IDataView data,
        string residualNormColumn = SolverOutputs.ResidualNorm,
        string iterationsColumn = SolverOutputs.Iterations,
        string statusColumn = SolverOutputs.Status)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrWhiteSpace(residualNormColumn);
        ArgumentException.ThrowIfNullOrWhiteSpace(iterationsColumn);
        ArgumentException.ThrowIfNullOrWhiteSpace(statusColumn);
        return SolverEvaluator.OfResults(data, ContextCancellation.Of(Context), residualNormColumn, iterationsColumn, statusColumn);
    }

    /// <summary>
    /// Evaluates an equation solver, such as one from a file, against the chord method (where the mean Jacobian of the first rows has an
    /// inverse), Newton's method with dense elimination and Newton-GMRES(n), at the same tolerance and on the same rows.
    /// </summary>
    /// <param name="model">The solver; n is its number of inner iterations.</param>
    /// <param name="family">The problem that it was trained for, whose f the baseline evaluates.</param>
    /// <param name="data">The instances, read several times.</param>
    /// <returns>Metrics of all of them.</returns>
    /// <inheritdoc cref="Evaluate(SolverTransformer, EquationFamily, IDataView, ClassicalSolver)" path="/remarks"/>
    /// <inheritdoc cref="Evaluate(SolverTransformer, EquationFamily, IDataView, ClassicalSolver)" path="/exception"/>
    public Evaluation<SolverMetrics> Evaluate(SolverTransformer model, EquationFamily family, IDataView data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(data);
        return SolverEvaluator.Compare(model, family, data, null);
    }

    /// <summary>Evaluates an equation solver against a classical one, at the same tolerance and on the same rows.</summary>
    /// <param name="model">The solver.</param>
    /// <param name="family">The problem that it was trained for, whose f the baseline evaluates.</param>
    /// <param name="data">The instances, read several times.</param>
    /// <param name="baseline">
    /// <see cref="Newton"/> or <see cref="NewtonGmres"/>; the solver's tolerances and iteration limit take the place of its own.
    /// </param>
    /// <returns>Metrics of both, over all rows.</returns>
    /// <remarks>The baseline has no rule for stalling, so an instance that does not converge takes all iterations.</remarks>
    /// <exception cref="OnnxFormatException">The solver is an integrator.</exception>
    /// <exception cref="ArgumentException">The family has other inputs than the solver.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public Evaluation<SolverMetrics> Evaluate(SolverTransformer model, EquationFamily family, IDataView data, ClassicalSolver baseline)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(baseline);
        return SolverEvaluator.Compare(model, family, data, baseline);
    }

    /// <summary>Evaluates an integrator's steps, such as those of one from a file, against those of a classical method, on the same rows.</summary>
    /// <param name="model">The integrator, exported as <see cref="IntegratorForm.Step"/>.</param>
    /// <param name="family">The problem that it was trained for, whose f the baseline evaluates.</param>
    /// <param name="data">The instances, read several times.</param>
    /// <param name="baseline">The classical method, such as <see cref="ButcherTableau.RungeKutta4"/>.</param>
    /// <returns>Metrics of both, over all rows.</returns>
    /// <remarks>
    /// The reference makes 64 steps of <see cref="ButcherTableau.DormandPrince"/> for each one, up to 16 times as many where it
    /// differs by more than 1e-6 of the way that the state goes from one of half as many; a row for which that is not enough
    /// counts as one without reference.
    /// </remarks>
    /// <exception cref="OnnxFormatException">The model is no integrator.</exception>
    /// <exception cref="ArgumentException">
    /// The family has other inputs than the integrator, which may be none of single steps; a step size is 0 or below, or a vector has
    /// another length than its column's type promises.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type or size.</exception>
    public Evaluation<IntegratorMetrics> Evaluate(
        SolverTransformer model, InitialValueFamily family, IDataView data, ButcherTableau baseline)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(baseline);
        return new IntegratorEvaluator(model, family, baseline).Compare(data);
    }

    /// <summary>
    /// Evaluates an integrator's steps, such as those of one from a file, against the classical method of no more evaluations of f that is
    /// most accurate on the same rows, by the median error; its name is in the metrics.
    /// </summary>
    /// <param name="model">The integrator, exported as <see cref="IntegratorForm.Step"/>.</param>
    /// <param name="family">The problem that it was trained for, whose f the baselines evaluate.</param>
    /// <param name="data">The instances, read several times.</param>
    /// <returns>Metrics of both, over all rows.</returns>
    /// <inheritdoc cref="Evaluate(SolverTransformer, InitialValueFamily, IDataView, ButcherTableau)" path="/remarks"/>
    /// <inheritdoc cref="Evaluate(SolverTransformer, InitialValueFamily, IDataView, ButcherTableau)" path="/exception"/>
    public Evaluation<IntegratorMetrics> Evaluate(SolverTransformer model, InitialValueFamily family, IDataView data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(data);
        return new IntegratorEvaluator(model, family, null).Compare(data);
    }
}
