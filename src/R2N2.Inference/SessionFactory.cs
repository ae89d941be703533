using System.Globalization;
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
    /// <exception cref="InvalidOperationException">No native ONNX Runtime, none with the provider asked for, or no device that it can use.</exception>
    /// <exception cref="OnnxFormatException">ONNX Runtime refuses the model.</exception>
    public static InferenceSession Open(ReadOnlyMemory<byte> model, InferenceOptions options) =>
        Open(options, device => Create(model, device));

    /// <summary>Opens a session, given how.</summary>
    /// <typeparam name="T">The session.</typeparam>
    /// <param name="options">The caller's choices.</param>
    /// <param name="create">Opens it where the options say; fails as ONNX Runtime does.</param>
    /// <remarks>
    /// A device that is missing, or lacks a library, shows only when the session is created, by the same exception as a file that
    /// is refused. The processor tells the two apart: what it accepts is not the file's fault.
    /// </remarks>
    public static T Open<T>(InferenceOptions options, Func<InferenceOptions, T> create)
        where T : IDisposable
    {
        try
        {
            return create(options);
        }
        catch (OnnxRuntimeException reason) when (options.Provider == ExecutionProvider.Cpu)
        {
            throw Refused(reason);
        }
        catch (OnnxRuntimeException reason)
        {
            try
            {
                create(options with { Provider = ExecutionProvider.Cpu }).Dispose();
            }
            catch (OnnxRuntimeException refusal)
            {
                throw Refused(refusal);
            }

            throw new InvalidOperationException(
                $"ONNX Runtime cannot use the CUDA device {options.DeviceId}: {reason.Message} "
                + "Check the device number, the driver, and the CUDA and cuDNN that Microsoft.ML.OnnxRuntime.Gpu needs.",
                reason);
        }
    }

    /// <summary>The options of the CUDA provider.</summary>
    /// <param name="device">Which GPU.</param>
    public static Dictionary<string, string> CudaOptions(int device) => new()
    {
        ["device_id"] = device.ToString(CultureInfo.InvariantCulture),

        // TensorFloat-32 keeps 10 bits of a number: a solver would report norms that are not those of its solution.
        ["use_tf32"] = "0",
    };

    private static OnnxFormatException Refused(OnnxRuntimeException reason) =>
        new($"ONNX Runtime refuses the model: {reason.Message}", reason);

    private static InferenceSession Create(ReadOnlyMemory<byte> model, InferenceOptions options)
    {
        using SessionOptions session = NewOptions();

        // Threads work on blocks, which scales better than sharing out each of many small operators.
        session.IntraOpNumThreads = 1;
        session.InterOpNumThreads = 1;
        session.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
        if (options.Provider == ExecutionProvider.Cuda)
        {
            AppendCuda(session, options.DeviceId);
        }

        return new InferenceSession(Array(model), session);
    }

    // ONNX Runtime takes whole arrays, and copies them.
    private static byte[] Array(ReadOnlyMemory<byte> model) =>
        MemoryMarshal.TryGetArray(model, out ArraySegment<byte> segment) && segment.Array!.Length == model.Length ? segment.Array : model.ToArray();

    private static SessionOptions NewOptions()
    {
        try
        {
            return new SessionOptions();
        }
        catch (Exception reason) when (reason is TypeInitializationException or DllNotFoundException)
        {
            throw new InvalidOperationException(
                "No native ONNX Runtime was found. Add the package Microsoft.ML.OnnxRuntime (processor) or "
                + "Microsoft.ML.OnnxRuntime.Gpu (NVIDIA GPU) to the application.",
                reason);
        }
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

        using OrtCUDAProviderOptions cuda = new();
        cuda.UpdateOptions(CudaOptions(device));
        session.AppendExecutionProvider_CUDA(cuda);
    }
}
