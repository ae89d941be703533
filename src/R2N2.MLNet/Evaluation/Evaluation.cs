namespace R2N2.MLNet;

/// <summary>A model and classical methods on the same rows.</summary>
/// <typeparam name="TMetrics"><see cref="SolverMetrics"/> or <see cref="IntegratorMetrics"/>.</typeparam>
/// <param name="Model">The solver or the integrator.</param>
/// <param name="Baselines">The classical methods, one or more.</param>
public sealed record Evaluation<TMetrics>(TMetrics Model, IReadOnlyList<TMetrics> Baselines)
    where TMetrics : EvaluationMetrics
{
    /// <summary>All of them as a table of plain text.</summary>
    public override string ToString() => EvaluationMetrics.Table([Model, .. Baselines]);
}
