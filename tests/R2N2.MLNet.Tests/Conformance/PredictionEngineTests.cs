using Microsoft.ML;

namespace R2N2.MLNet.Tests;

public sealed class PredictionEngineTests
{
    public static IEnumerable<object[]> All => Scenarios.Names;

    [Theory]
    [MemberData(nameof(All))]
    public void Predict_RowByRow_GivesTheBitsOfTransform(string name)
    {
        Scenario scenario = Scenarios.Get(name);
        MLContext context = new();
        InstanceRow[] rows = scenario.Rows(331, seed: 6);
        EquationSolverTransformer solver = FittedScenarios.Get(scenario);
        Answer[] expected = scenario.Answers(context, solver.Transform(scenario.Data(context, rows)));

        // What lies between the row and the solver belongs to the engine's model.
        IDataView none = context.Data.LoadFromEnumerable<InstanceRow>([], scenario.InputDefinition());
        ITransformer model = scenario.Before is null ? solver : scenario.Before(context).Fit(none).Append(solver);
        var engine = context.Model.CreatePredictionEngine<InstanceRow, Answer>(
            model, ignoreMissingColumns: false, scenario.InputDefinition(), scenario.OutputDefinition());

        for (int i = 0; i < rows.Length; i++)
        {
            Answer found = engine.Predict(rows[i]);
            Assert.Equal(Bits(expected[i].Solution), Bits(found.Solution));
            Assert.Equal(Bits(expected[i].ResidualNorm), Bits(found.ResidualNorm));
            Assert.Equal(expected[i].Iterations, found.Iterations);
            Assert.Equal(expected[i].Status, found.Status);
        }
    }

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

    private static IEnumerable<long> Bits(double[] values) => values.Select(BitConverter.DoubleToInt64Bits);
}
