using System.Collections.Concurrent;
using Microsoft.ML;

namespace R2N2.MLNet.Tests;

/// <summary>Every scenario fitted once; the tests share the fitted solvers.</summary>
internal static class FittedScenarios
{
    private const int TrainingRows = 48;

    private static readonly ConcurrentDictionary<string, Lazy<EquationSolverTransformer>> _fitted = new();

    public static EquationSolverTransformer Get(Scenario scenario) => _fitted.GetOrAdd(
        scenario.Name, _ => new Lazy<EquationSolverTransformer>(() => Fit(scenario, new MLContext(seed: 1)))).Value;

    public static EquationSolverTransformer Fit(Scenario scenario, MLContext context) =>
        scenario.Estimator(context).Fit(scenario.Data(context, TrainingRows, seed: 11));
}
