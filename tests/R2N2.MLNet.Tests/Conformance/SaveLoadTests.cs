using Microsoft.ML;
using Microsoft.ML.Transforms.Onnx;

namespace R2N2.MLNet.Tests;

public sealed class SaveLoadTests
{
    public static IEnumerable<object[]> All => Scenarios.Names;

    [Theory]
    [MemberData(nameof(All))]
    public void SaveAndLoad_Alone_GivesMLNetsTransformerWithSameSchemaAndNumbers(string name)
    {
        Scenario scenario = Scenarios.Get(name);
        using TemporaryFolder folder = new();
        MLContext context = new();
        IDataView data = scenario.Data(context, 40, seed: 5);
        EquationSolverTransformer solver = FittedScenarios.Get(scenario);

        context.Model.Save(solver, data.Schema, folder.File("model.zip"));
        ITransformer loaded = new MLContext().Model.Load(folder.File("model.zip"), out _);

        using var onnx = Assert.IsType<OnnxTransformer>(loaded);
        AssertSame(scenario, solver.Transform(data), loaded.Transform(data));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Save_AnyScenario_LeavesNoTemporaryFile(string name)
    {
        Scenario scenario = Scenarios.Get(name);
        using TemporaryFolder folder = new();
        MLContext context = new() { TempFilePath = folder.Path };
        IDataView data = scenario.Data(context, 10, seed: 5);
        using EquationSolverTransformer solver = scenario.Estimator(context).Fit(data);
        _ = scenario.Estimator(context).GetOutputSchema(SchemaCapture.Of(context, data));

        using MemoryStream stream = new();
        context.Model.Save(solver, data.Schema, stream);

        Assert.True(stream.Length > 0);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static void AssertSame(Scenario scenario, IDataView expected, IDataView found)
    {
        Assert.Equal(ViewContent.Describe(expected.Schema), ViewContent.Describe(found.Schema));
        foreach ((object[] left, object[] right) in ViewContent.Read(expected).Zip(ViewContent.Read(found)))
        {
            foreach ((object one, object other) in left.Zip(right))
            {
                if (one is double[] numbers)
                {
                    Assert.All(numbers.Zip((double[])other), pair => Assert.Equal(pair.First, pair.Second, scenario.Precision));
                }
                else
                {
                    Assert.Equal(one, other);
                }
            }
        }
    }
}
