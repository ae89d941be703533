using Microsoft.ML.Runtime;

namespace R2N2.MLNet;

/// <summary>Opens a solver where the options want it to compute.</summary>
internal static class SolverLoading
{
    /// <param name="host">Receives a warning where the processor takes over.</param>
    /// <param name="model">The solver's file.</param>
    /// <param name="options">Where it is to compute.</param>
    /// <param name="fallbackToCpu">Whether the processor may take over.</param>
    /// <exception cref="InvalidOperationException">The GPU is not there, and the processor may not take over.</exception>
    public static OnnxSolver Load(IHost host, byte[] model, OnnxSolverOptions options, bool fallbackToCpu)
    {
        try
        {
            return OnnxSolver.Load(model, options);
        }
        catch (InvalidOperationException reason) when (fallbackToCpu && options.Provider != ExecutionProvider.Cpu)
        {
            using IChannel channel = host.Start("Solver");
            channel.Warning(MessageSensitivity.None, $"The processor solves instead of the GPU: {reason.Message}");
            return OnnxSolver.Load(model, options with { Provider = ExecutionProvider.Cpu });
        }
    }
}
