using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace R2N2;

/// <summary>Opens ONNX Runtime sessions, with messages that say what to do where that fails.</summary>
internal static class SessionFactory
{
    private const string CudaProvider = "CUDAExecutionProvider";

    /// <summary>Opens a session.</summary>
    /// <param name="model">The bytes of an exported solver.</param>
    /// <param name="options">The caller's choices.</param>
    /// <exception cref="InvalidOperationException">No native ONNX Runtime, or none with the provider asked for.</exception>
    /// <exception cref="OnnxFormatException">ONNX Runtime refuses the model.</exception>
    public static InferenceSession Open(ReadOnlyMemory<byte> model, InferenceOptions options)
    {
        using SessionOptions session = Configure(options);
        try
        {
            return new InferenceSession(Array(model), session);
        }
        catch (OnnxRuntimeException reason)
        {
            throw new OnnxFormatException($"ONNX Runtime refuses the model: {reason.Message}", reason);
        }
    }

    // ONNX Runtime takes whole arrays, and copies them.
    private static byte[] Array(ReadOnlyMemory<byte> model) =>
        MemoryMarshal.TryGetArray(model, out ArraySegment<byte> segment) && segment.Array!.Length == model.Length ? segment.Array : model.ToArray();

    private static SessionOptions Configure(InferenceOptions options)
    {
        SessionOptions session;
        try
        {
            session = new SessionOptions();
        }
        catch (Exception reason) when (reason is TypeInitializationException or DllNotFoundException)
        {
            throw new InvalidOperationException(
                "No native ONNX Runtime was found. Add the package Microsoft.ML.OnnxRuntime (processor) or "
                + "Microsoft.ML.OnnxRuntime.Gpu (NVIDIA GPU) to the application.",
                reason);
        }

        // Threads work on blocks, which scales better than sharing out each of many small operators.
        session.IntraOpNumThreads = 1;
        session.InterOpNumThreads = 1;
        session.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
        if (options.Provider == ExecutionProvider.Cuda)
        {
            try
            {
                AppendCuda(session, options.DeviceId);
            }
            catch
            {
                session.Dispose();
                throw;
            }
        }

        return session;
    }

    private static void AppendCuda(SessionOptions session, int device)
    {
        string[] available = OrtEnv.Instance().GetAvailableProviders();
        if (!available.Contains(CudaProvider))
        {
            throw new InvalidOperationException(
                $"The execution provider {nameof(ExecutionProvider.Cuda)} was asked for; this ONNX Runtime has {string.Join(", ", available)}. "
                + "Give the application the package Microsoft.ML.OnnxRuntime.Gpu instead of Microsoft.ML.OnnxRuntime "
                + "(in this repository: build with -p:R2N2Accelerator=cuda).");
        }

        try
        {
            session.AppendExecutionProvider_CUDA(device);
        }
        catch (OnnxRuntimeException reason)
        {
            throw new InvalidOperationException(
                $"ONNX Runtime cannot use the CUDA device {device}: {reason.Message} "
                + "Check the driver, CUDA and cuDNN that Microsoft.ML.OnnxRuntime.Gpu needs, and the device number.",
                reason);
        }
    }
}
