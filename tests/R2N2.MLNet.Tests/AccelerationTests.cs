using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Onnx;

namespace R2N2.MLNet.Tests;

public sealed class AccelerationTests
{
    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "models", "chandrasekhar-h.onnx");

    private static Scenario Guesses => Scenarios.Chandrasekhar;

    private static Scenario Several => Scenarios.Get("linear, right side from three columns");

    [Fact]
    public void Accelerate_StepsOfSeveralScopes_KeepsThem()
    {
        MLContext context = new(seed: 1);
        IDataView data = Scenarios.Chandrasekhar.Data(context, 5, seed: 1);
        ITransformer model = context.Transforms.CopyColumns("Always", "X0")
            .Append(context.R2N2().ApplySolver(Model), TransformerScope.Testing)
            .Append(context.Transforms.CopyColumns("Scored", "X0"), TransformerScope.Scoring)
            .Append(context.Transforms.CopyColumns("Trained", "X0"), TransformerScope.TrainTest)
            .Fit(data);
        using MemoryStream stream = new();
        context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        var loaded = (TransformerChain<ITransformer>)context.Model.Load(stream, out _);

        using var fast = (TransformerChain<ITransformer>)context.R2N2().Accelerate(loaded);

        Assert.Contains(fast, step => step is SolverTransformer);
        Assert.All(new[] { TransformerScope.Training, TransformerScope.Testing, TransformerScope.Scoring }, scope => Assert.Equal(
            ViewContent.Describe(loaded.GetModelFor(scope).Transform(data).Schema),
            ViewContent.Describe(fast.GetModelFor(scope).Transform(data).Schema)));
    }

    [Fact]
    public void Accelerate_ChainWithinAChain_ReplacesTheSolversAndKeepsTheRest()
    {
        MLContext context = new(seed: 1);
        IDataView data = Several.Data(context, 60, seed: 1);
        var inner = context.Transforms.CopyColumns("Copy", "first").Append(Several.Estimator(context));
        using var model = context.Transforms.CopyColumns("Earlier", "Id").Append(inner).Append(context.Transforms.CopyColumns("Later", "Solution")).Fit(data);
        ITransformer loaded = SavedModels.Reloaded(model, data.Schema);

        ITransformer fast = context.R2N2().Accelerate(loaded);

        Assert.Equal(ViewContent.Describe(model.Transform(data).Schema), ViewContent.Describe(fast.Transform(data).Schema));
        Assert.Equal(ViewContent.Read(model.Transform(data)), ViewContent.Read(fast.Transform(data)));
        ITransformer[] steps = [.. Flat(fast)];
        Assert.Single(steps.OfType<SolverTransformer>());
        Assert.Empty(steps.OfType<OnnxTransformer>());
        Assert.Equal(Flat(loaded).Count(), steps.Length);
    }

    [Fact]
    public void Accelerate_SavedAgain_IsTheSameFile()
    {
        MLContext context = new();
        IDataView data = Several.Data(context, 3, seed: 1);
        EquationSolverTransformer solver = FittedScenarios.Get(Several);

        var fast = Assert.IsType<SolverTransformer>(context.R2N2().Accelerate(SavedModels.Reloaded(solver, data.Schema)));

        using TemporaryFolder folder = new();
        solver.SaveAsOnnx(folder.File("before.onnx"));
        fast.SaveAsOnnx(folder.File("after.onnx"));
        Assert.Equal(File.ReadAllBytes(folder.File("before.onnx")), File.ReadAllBytes(folder.File("after.onnx")));
        Assert.Equal(SavedModels.OnnxOf(solver, data.Schema), SavedModels.OnnxOf(fast, data.Schema));
    }

    [Fact]
    public void Accelerate_FileThatApplyOnnxModelTook_IsReplacedOnlyWithAllItsOutputs()
    {
        MLContext context = new();
        IDataView data = Guesses.Data(context, 30, seed: 1);
        using OnnxTransformer all = context.Transforms.ApplyOnnxModel([.. SolverOutputs.Names], ["X0"], Model).Fit(data);
        using OnnxTransformer one = context.Transforms.ApplyOnnxModel("Solution", "X0", Model).Fit(data);

        using var fast = Assert.IsType<SolverTransformer>(context.R2N2().Accelerate(all));

        Assert.Equal(ViewContent.Describe(all.GetOutputSchema(data.Schema)), ViewContent.Describe(fast.GetOutputSchema(data.Schema)));
        Assert.Same(one, context.R2N2().Accelerate(one));
    }

    [Theory]
    [InlineData("\"Inside\":\"solver/\"", "\"Inside\":\"sulver/\"")]
    [InlineData("\"Size\":3", "\"Size\":2")]
    [InlineData("\"Inside\":", "\"Insude\":")]
    [InlineData("\"Outputs\":[", "\"Outputs\":(")]
    public void Accelerate_WhatIsSaidOfColumnsDamaged_LeavesTheStepAsItIs(string text, string damaged)
    {
        MLContext context = new();
        List<string> lines = [];
        context.Log += (_, line) => lines.Add(line.RawMessage);
        IDataView data = Several.Data(context, 3, seed: 1);
        using MemoryStream stream = new();
        context.Model.Save(FittedScenarios.Get(Several), data.Schema, stream);
        Replace(stream, text, damaged);
        using var loaded = (OnnxTransformer)context.Model.Load(stream, out _);

        Assert.Same(loaded, context.R2N2().Accelerate(loaded));

        Assert.Contains(lines, line => line.StartsWith("A step with an ONNX model stays as it is", StringComparison.Ordinal));
    }

    [Fact]
    public void Accelerate_ModelWithoutSolvers_IsTheModelItself()
    {
        MLContext context = new();
        IDataView data = Guesses.Data(context, 3, seed: 1);
        ITransformer model = context.Transforms.CopyColumns("a", "Id").Append(context.Transforms.CopyColumns("b", "Id")).Fit(data);

        Assert.Same(model, context.R2N2().Accelerate(model));
    }

    [Fact]
    public void Accelerate_LaterSolverThatCannotBeOpened_ClosesThoseBefore()
    {
        MLContext context = new();
        using SolverTransformer solver = context.R2N2().LoadSolver(Model);
        IDataView data = Guesses.Data(context, 3, seed: 1);
        TransformerChain<ITransformer> chain = new(SavedModels.Reloaded(solver, data.Schema), SavedModels.Reloaded(solver, data.Schema), SavedModels.Reloaded(solver, data.Schema));
        IHost host = ((IHostEnvironment)context).Register("test");
        using IChannel channel = host.Start("test");
        List<SolverTransformer> opened = [];
        ModelAcceleration acceleration = new(context, channel, (file, columns) =>
        {
            if (opened.Count == 2)
            {
                throw new InvalidOperationException("The GPU is gone.");
            }

            opened.Add(SolverLoader.Open(context, file, columns, new SolverFileOptions()));
            return opened[^1];
        });

        Assert.Equal("The GPU is gone.", Assert.Throws<InvalidOperationException>(() => acceleration.Run(chain)).Message);

        Assert.Equal(2, opened.Count);
        Assert.All(opened, first => Assert.Throws<ObjectDisposedException>(() => first.Transform(data)));
    }

    [Fact]
    public void LoadSolverAndAccelerate_GpuThatIsNotThere_WarnAndUseTheProcessor()
    {
        MLContext context = new() { GpuDeviceId = 99, FallbackToCpu = true };
        List<string> warnings = [];
        context.Log += (_, line) =>
        {
            if (line.Kind == ChannelMessageKind.Warning)
            {
                warnings.Add(line.RawMessage);
            }
        };
        IDataView data = Guesses.Data(context, 5, seed: 1);

        using SolverTransformer solver = context.R2N2().LoadSolver(Model);
        using var fast = (IDisposable)context.R2N2().Accelerate(SavedModels.Reloaded(solver, data.Schema));

        Assert.Equal(2, warnings.Count);
        Assert.All(warnings, warning => Assert.Contains("The processor solves instead of the GPU", warning, StringComparison.Ordinal));
        Assert.All(Guesses.Answers(context, solver.Transform(data)), answer => Assert.Equal(0, answer.Status[0]));
        context.FallbackToCpu = false;
        Assert.Throws<InvalidOperationException>(() => context.R2N2().LoadSolver(Model));
        using SolverTransformer chosen = context.R2N2().LoadSolver(Model, new SolverFileOptions { Inference = new InferenceOptions() });
        Assert.Equal(2, warnings.Count);
    }

    // Of the same length, so that everything else stays where it is.
    private static void Replace(MemoryStream stream, string text, string other)
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Update, leaveOpen: true);
        ZipArchiveEntry entry = archive.Entries.Single(entry => entry.Name == "OnnxModel");
        using Stream content = entry.Open();
        byte[] bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        int at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        Assert.True(at > 0, $"There is no {text} in the model.");
        Encoding.UTF8.GetBytes(other).CopyTo(bytes, at);
        content.Position = 0;
        content.Write(bytes);
    }

    private static IEnumerable<ITransformer> Flat(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? chain.SelectMany(Flat) : [model];
}
