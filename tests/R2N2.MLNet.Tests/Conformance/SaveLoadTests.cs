using Microsoft.ML;
using Microsoft.ML.Transforms.Onnx;

namespace R2N2.MLNet.Tests;

public sealed class SaveLoadTests
{
    [Fact]
    public void SaveAndLoad_Alone_GivesMLNetsTransformer()
    {
        Scenario scenario = Scenarios.Linear;
        using TemporaryFolder folder = new();
        MLContext context = new();
        IDataView data = scenario.Data(context, 40, seed: 5);

        context.Model.Save(FittedScenarios.Get(scenario), data.Schema, folder.File("model.zip"));

        using var onnx = Assert.IsType<OnnxTransformer>(new MLContext().Model.Load(folder.File("model.zip"), out _));
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("linear, right side from three columns")]
    public void Save_AndGetOutputSchema_LeaveNoTemporaryFile(string name)
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
}
