using Microsoft.ML;

namespace R2N2.MLNet.Tests;

public sealed class PredictionEngineTests
{
    [Fact]
    public void Dispose_OfEngine_DisposesTheSolver()
    {
        Scenario scenario = Scenarios.Linear;
        MLContext context = new(seed: 1);
        EquationSolverTransformer solver = FittedScenarios.Fit(scenario, context);
        IDataView data = scenario.Data(context, 10, seed: 6);
        var engine = context.Model.CreatePredictionEngine<InstanceRow, Answer>(
            solver, ignoreMissingColumns: false, scenario.InputDefinition(), scenario.OutputDefinition());

        engine.Dispose();

        Assert.Throws<ObjectDisposedException>(() => solver.Transform(data));
    }
}
