namespace R2N2.MLNet;

/// <summary>An integrator and a classical method on the same rows.</summary>
/// <param name="Integrator">The integrator.</param>
/// <param name="Baseline">The classical method.</param>
public sealed record IntegratorEvaluation(IntegratorMetrics Integrator, IntegratorMetrics Baseline)
{
    /// <summary>Both as a table of plain text.</summary>
    public override string ToString()
    {
        IntegratorMetrics[] methods = [Integrator, Baseline];
        TextTable table = new(["", .. methods.Select(method => method.Method)]);
        table.Add("rows", [.. methods.Select(metrics => $"{metrics.Rows}")]);
        table.Add("not finite", [.. methods.Select(metrics => $"{metrics.NotFinite}")]);
        table.Add("error of a step", [.. methods.Select(metrics => metrics.Error)]);
        table.Add("evaluations of f a row", [.. methods.Select(metrics => $"{metrics.EvaluationsPerRow}")]);
        table.Add("time a row", [.. methods.Select(metrics => TextTable.Time(metrics.TimePerRow))]);
        return table.ToString();
    }
}
