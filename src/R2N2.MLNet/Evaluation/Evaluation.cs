namespace R2N2.MLNet;

/// <summary>A model and a classical method on the same rows.</summary>
/// <typeparam name="TMetrics"><see cref="SolverMetrics"/> or <see cref="IntegratorMetrics"/>.</typeparam>
/// <param name="Model">The solver or the integrator.</param>
/// <param name="Baseline">The classical method.</param>
public sealed record Evaluation<TMetrics>(TMetrics Model, TMetrics Baseline)
    where TMetrics : EvaluationMetrics
{
    /// <summary>Both as a table of plain text.</summary>
    public override string ToString() => EvaluationMetrics.Table(Model, Baseline);
}
