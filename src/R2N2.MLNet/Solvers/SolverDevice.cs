using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace R2N2.MLNet;

/// <summary>Opens solvers where the options, or else the ML.NET context, want them to compute.</summary>
internal static class SolverDevice
{
    /// <summary>Opens.</summary>
    /// <param name="context">Says where, unless the options do.</param>
    /// <param name="channel">Receives a warning where the processor takes over.</param>
    /// <param name="chosen">The user's choice, if any.</param>
    /// <param name="fallback">Whether the processor may take over; null to go by the context.</param>
    /// <param name="open">Opens the solver, given what computes.</param>
    /// <returns>The open solver, and where it computes.</returns>
    /// <exception cref="InvalidOperationException">The GPU is not there, and the processor may not take over.</exception>
    public static (IBatchRunner Runner, InferenceOptions Device) Open(
        MLContext context, IChannel channel, InferenceOptions? chosen, bool? fallback, Func<InferenceOptions, IBatchRunner> open)
    {
        InferenceOptions device = chosen ?? (context.GpuDeviceId is { } gpu
            ? new InferenceOptions { Provider = ExecutionProvider.Cuda, DeviceId = gpu }
            : new InferenceOptions());
        bool mayFallBack = device.Provider != ExecutionProvider.Cpu && (fallback ?? context.FallbackToCpu);
        try
        {
            return (open(device), device);
        }
        catch (InvalidOperationException reason) when (mayFallBack)
        {
            channel.Warning(MessageSensitivity.None, "The processor solves instead of the GPU: {0}", reason.Message);
            device = device with { Provider = ExecutionProvider.Cpu };
            return (open(device), device);
        }
    }
}
