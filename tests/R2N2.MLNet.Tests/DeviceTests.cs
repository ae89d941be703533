using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Runtime;

namespace R2N2.MLNet.Tests;

public sealed class DeviceTests
{
    private static Scenario Linear => Scenarios.Linear;

    [Fact]
    public void Fit_GpuOfTheContextThatIsNotThere_WarnsAndUsesTheProcessor()
    {
        MLContext context = new(seed: 1) { GpuDeviceId = NoSuchDevice, FallbackToCpu = true };
        List<string> warnings = Warnings(context);

        using EquationSolverTransformer solver = FittedScenarios.Fit(Linear, context);

        Assert.Contains("The processor solves instead of the GPU", Assert.Single(warnings), StringComparison.Ordinal);
        IDataView data = Linear.Data(context, 5, seed: 1);
        Assert.All(Linear.Answers(context, solver.Transform(data)), answer => Assert.Equal(0, answer.Status[0]));

        // Schemas and saving need no GPU either.
        using MemoryStream stream = new();
        _ = Linear.Estimator(context).GetOutputSchema(SchemaCapture.Of(context, data));
        context.Model.Save(solver, data.Schema, stream);
        Assert.Single(warnings);
    }

    [Fact]
    public void Fit_GpuOfTheContextWithoutFallback_FailsBeforeTraining()
    {
        MLContext context = new(seed: 1) { GpuDeviceId = NoSuchDevice, FallbackToCpu = false };

        var error = Assert.Throws<InvalidOperationException>(() => FittedScenarios.Fit(Linear, context));

        Assert.Contains("CUDA", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Fit_DeviceOfTheOptions_GoesBeforeThatOfTheContext()
    {
        MLContext context = new(seed: 1) { GpuDeviceId = NoSuchDevice, FallbackToCpu = false };
        List<string> warnings = Warnings(context);
        Scenario onCpu = Linear with { Options = new() { Inference = new InferenceOptions() } };
        Scenario onGpu = Linear with
        {
            Options = new()
            {
                Inference = new InferenceOptions { Provider = R2N2.ExecutionProvider.Cuda, DeviceId = NoSuchDevice },
                FallbackToCpu = true,
            },
        };

        using (FittedScenarios.Fit(onCpu, context))
        {
            Assert.Empty(warnings);
        }

        using (FittedScenarios.Fit(onGpu, context))
        {
            Assert.Single(warnings);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_GpuMissingWhenTheSessionIsCreated_FallsBackWhereItMay(bool mayFallBack)
    {
        MLContext context = new();
        List<string> warnings = Warnings(context);
        IHost host = ((IHostEnvironment)context).Register("test");
        using IChannel channel = host.Start("test");
        var file = SolverFile.Read(
            new R2N2Network(Linear.Family, Superstructure.Krylov(1), new Coefficients(-1.0)).ToOnnx(), "The solver");

        // ONNX Runtime's own way to fail: there is no other public way to its exception.
        SolverDevice gpu = new(channel, new InferenceOptions { Provider = R2N2.ExecutionProvider.Cuda }, mayFallBack);
        (IBatchRunner Runner, InferenceOptions Device) Open() => gpu.Open("linear", options => SessionFactory.Open(options, device =>
        {
            using InferenceSession? refused = device.Provider == R2N2.ExecutionProvider.Cuda ? new InferenceSession([1]) : null;
            return file.Open(device);
        }));

        if (mayFallBack)
        {
            (IBatchRunner runner, InferenceOptions device) = Open();
            runner.Dispose();
            Assert.Equal(R2N2.ExecutionProvider.Cpu, device.Provider);
            Assert.Contains("cannot use the CUDA device 0", Assert.Single(warnings), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("cannot use the CUDA device 0", Assert.Throws<InvalidOperationException>(() => Open()).Message, StringComparison.Ordinal);
        }
    }

    private static int NoSuchDevice => 99;

    private static List<string> Warnings(MLContext context)
    {
        List<string> warnings = [];
        context.Log += (_, line) =>
        {
            if (line.Kind == ChannelMessageKind.Warning)
            {
                warnings.Add(line.RawMessage);
            }
        };
        return warnings;
    }
}
