using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace R2N2.MLNet;

/// <summary>Opens files where the options, or else the ML.NET context, want them to run, and in the engine for that.</summary>
/// <param name="channel">The log: is told which engine runs, and why.</param>
/// <param name="device">What computes.</param>
/// <param name="mayFallBack">Whether the processor takes over where a GPU cannot be used.</param>
internal sealed class SolverDevice(IChannel channel, InferenceOptions device, bool mayFallBack)
{
    /// <summary>The device of a step.</summary>
    /// <param name="context">Says where, unless the options do.</param>
    /// <param name="channel">The log.</param>
    /// <param name="options">The user's choices.</param>
    public static SolverDevice Of(MLContext context, IChannel channel, PipelineOptions options) => new(
        channel,
        options.Inference ?? (context.GpuDeviceId is { } gpu
            ? new InferenceOptions { Provider = ExecutionProvider.Cuda, DeviceId = gpu }
            : new InferenceOptions()),
        options.FallbackToCpu ?? context.FallbackToCpu);

    /// <summary>Opens a file.</summary>
    /// <returns>The open file, and what runs it, by which <see cref="SolverFile.Open"/> opens others alike.</returns>
    /// <exception cref="ArgumentException">The vectorised engine is asked for on a GPU.</exception>
    /// <exception cref="OnnxFormatException">The engine asked for cannot read the file.</exception>
    /// <exception cref="InvalidOperationException">
    /// A native library is missing, or the GPU cannot be used and the processor may not take over.
    /// </exception>
    public (IBatchRunner Runner, InferenceOptions Device) Open(SolverFile file) => Open(file.FamilyName, file.Open);

    /// <summary>Opens a file, given how.</summary>
    /// <param name="family">The name of its family.</param>
    /// <param name="open">Opens it in an engine that the options name, or fails as <see cref="SolverFile.Open"/> does.</param>
    /// <inheritdoc cref="Open(SolverFile)"/>
    public (IBatchRunner Runner, InferenceOptions Device) Open(string family, Func<InferenceOptions, IBatchRunner> open)
    {
        if (device.Provider == ExecutionProvider.Cpu)
        {
            return OpenOnCpu(family, open);
        }

        if (device.Engine == Engine.Vectorised)
        {
            throw new ArgumentException(
                $"{nameof(InferenceOptions)} asks for the engine {Engine.Vectorised} and for {device.Provider}; that engine runs on the "
                + $"processor only. Choose {nameof(Engine)}.{Engine.OnnxRuntime} or {Engine.Auto} for the GPU, or the processor.");
        }

        try
        {
            return Opened(family, open, Engine.OnnxRuntime, $"the GPU {device.DeviceId}", "it alone computes there");
        }
        catch (InvalidOperationException reason) when (mayFallBack)
        {
            channel.Warning(MessageSensitivity.None, "The processor solves instead of the GPU: {0}", reason.Message);
            return new SolverDevice(channel, device with { Provider = ExecutionProvider.Cpu }, mayFallBack).OpenOnCpu(family, open);
        }
    }

    private (IBatchRunner Runner, InferenceOptions Device) OpenOnCpu(string family, Func<InferenceOptions, IBatchRunner> open)
    {
        const string Processor = "the processor";
        if (device.Engine != Engine.Auto)
        {
            return Opened(family, open, device.Engine, Processor, "the options say so");
        }

        try
        {
            return Opened(family, open, Engine.Vectorised, Processor, "it reads the file");
        }
        catch (OnnxFormatException unreadable)
        {
            string reason = $"the vectorised engine cannot read it. {unreadable.Message}";
            try
            {
                return Opened(family, open, Engine.OnnxRuntime, Processor, reason);
            }
            catch (InvalidOperationException missing)
            {
                throw new InvalidOperationException($"{missing.Message} It is needed: {reason}", missing);
            }
        }
    }

    private (IBatchRunner Runner, InferenceOptions Device) Opened(
        string family, Func<InferenceOptions, IBatchRunner> open, Engine engine, string place, string reason)
    {
        InferenceOptions chosen = device with { Engine = engine };
        IBatchRunner runner = open(chosen);
        channel.Info(
            MessageSensitivity.None,
            "The file of the family '{0}' runs in {1} on {2}: {3}",
            family,
            engine == Engine.Vectorised ? "the vectorised engine" : "ONNX Runtime",
            place,
            reason);
        return (runner, chosen);
    }
}
