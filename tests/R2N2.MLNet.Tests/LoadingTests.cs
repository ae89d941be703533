using Microsoft.ML;

namespace R2N2.MLNet.Tests;

public sealed class LoadingTests
{
    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "models", "chandrasekhar-h.onnx");

    private static Scenario Guesses => Scenarios.Chandrasekhar;

    private static Scenario Several => Scenarios.Get("linear, right side from three columns");

    [Fact]
    public void LoadSolver_NamesChosen_AreThoseOfTheSchema()
    {
        MLContext context = new();
        IDataView data = Guesses.Data(context, 5, seed: 3);
        data = context.Transforms.CopyColumns("start", "X0").Fit(data).Transform(data);
        using SolverTransformer solver = context.R2N2().LoadSolver(Model, new SolverFileOptions
        {
            OutputPrefix = "H ",
            InputColumns = new Dictionary<string, string[]> { ["X0"] = ["start"] },
            OutputColumns = new Dictionary<string, string> { [SolverOutputs.Solution] = "values" },
            BlockSize = 2,
        });

        DataViewSchema schema = solver.GetOutputSchema(data.Schema);

        Assert.Equal(["H values", "H ResidualNorm", "H Iterations", "H Status"], schema.Skip(data.Schema.Count).Select(column => column.Name));
    }

    [Fact]
    public void LoadSolver_TypesOfColumns_AreThoseOfTheSchemaGiven()
    {
        using TemporaryFolder folder = new();
        MLContext context = new();
        IDataView data = Several.Data(context, 30, seed: 3);
        FittedScenarios.Get(Several).SaveAsOnnx(folder.File("linear.onnx"));
        SolverFileOptions options = new() { InputColumns = Several.Options.InputColumns };

        using SolverTransformer solver = context.R2N2().LoadSolver(folder.File("linear.onnx"), options with { InputSchema = data.Schema });

        Assert.Equal(ViewContent.Read(FittedScenarios.Get(Several).Transform(data)), ViewContent.Read(solver.Transform(data)));
        var error = Assert.Throws<ArgumentException>(() => context.R2N2().LoadSolver(folder.File("linear.onnx"), options));
        Assert.Contains("names 3 columns for 'b'", error.Message, StringComparison.Ordinal);
        Assert.Contains("InputSchema", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadSolver_WhatTheFileDoesNotHave_IsNamed()
    {
        R2N2Catalog catalog = new MLContext().R2N2();
        AssertNames(
            Assert.Throws<ArgumentException>(() => catalog.LoadSolver(
                Model, new SolverFileOptions { OutputColumns = new Dictionary<string, string> { ["x"] = "y" } })),
            "'x'",
            "Solution, ResidualNorm, Iterations, Status");
        AssertNames(
            Assert.Throws<ArgumentException>(() => catalog.ApplySolver(
                Model, new SolverFileOptions { InputColumns = new Dictionary<string, string[]> { ["b"] = ["c"] } })),
            "'b'",
            "X0");
        Assert.Throws<FileNotFoundException>(() => catalog.LoadSolver("absent.onnx"));
        AssertNames(
            Assert.Throws<OnnxFormatException>(() => catalog.LoadSolver(typeof(LoadingTests).Assembly.Location)), "R2N2.MLNet.Tests.dll");
    }

    [Fact]
    public void LoadSolver_Folder_IsRefusedByName()
    {
        using TemporaryFolder folder = new();
        R2N2Catalog catalog = new MLContext().R2N2();

        AssertNames(Assert.Throws<IOException>(() => catalog.LoadSolver(folder.Path)), folder.Path, "is a folder");
        AssertNames(Assert.Throws<IOException>(() => catalog.ApplySolver(folder.Path)), folder.Path, "is a folder");
    }

    [Fact]
    public void LoadSolver_InputColumnsNull_SaysSo()
    {
        SolverFileOptions[] refused = [new() { InputColumns = null! }, new() { InputColumns = new Dictionary<string, string[]> { ["X0"] = null! } }];

        Assert.All(refused, options => AssertNames(
            Assert.Throws<ArgumentException>(() => new MLContext().R2N2().LoadSolver(Model, options)), "InputColumns is null"));
    }

    [Fact]
    public void LoadSolver_OfARollout_SaysThatItFitsNoColumn()
    {
        using TemporaryFolder folder = new();
        InitialValueFamily decay = ProblemFamily.InitialValue("decay", 1, y => -y);
        new R2N2Integrator(decay, ButcherTableau.Heun)
            .SaveOnnx(folder.File("rollout.onnx"), new IntegratorExportOptions { Form = IntegratorForm.Rollout });

        AssertNames(
            Assert.Throws<ArgumentException>(() => new MLContext().R2N2().LoadSolver(folder.File("rollout.onnx"))), "'decay'", "Rollout", "Adaptive");
    }

    private static void AssertNames(Exception error, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
}
