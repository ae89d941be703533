using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace R2N2.MLNet;

/// <summary>Decides where solvers compute: where the options, or else the ML.NET context, want it.</summary>
internal static class SolverLoading
{
    /// <summary>Decides, and makes sure that it works by opening a solver there.</summary>
    /// <param name="context">Says where, unless the options do.</param>
    /// <param name="channel">Receives a warning where the processor takes over.</param>
    /// <param name="chosen">The user's choice, if any.</param>
    /// <param name="fallback">Whether the processor may take over; null to go by the context.</param>
    /// <param name="open">Opens any solver of the family, and closes it again.</param>
    /// <exception cref="InvalidOperationException">The GPU is not there, and the processor may not take over.</exception>
    public static OnnxSolverOptions Choose(
        MLContext context, IChannel channel, OnnxSolverOptions? chosen, bool? fallback, Action<OnnxSolverOptions> open)
    {
        OnnxSolverOptions solver = chosen ?? (context.GpuDeviceId is { } device
            ? new OnnxSolverOptions { Provider = ExecutionProvider.Cuda, DeviceId = device }
            : new OnnxSolverOptions());
        bool mayFallBack = solver.Provider != ExecutionProvider.Cpu && (fallback ?? context.FallbackToCpu);
        try
        {
            open(solver);
            return solver;
        }
        catch (InvalidOperationException reason) when (mayFallBack)
        {
            channel.Warning(MessageSensitivity.None, "The processor solves instead of the GPU: {0}", reason.Message);
            return solver with { Provider = ExecutionProvider.Cpu };
        }
    }
}
