namespace R2N2;

/// <summary>What computes: the processor, or an accelerator.</summary>
public enum ExecutionProvider
{
    /// <summary>The processor. The default.</summary>
    Cpu,

    /// <summary>
    /// An NVIDIA GPU; needs the application to bring the native package Microsoft.ML.OnnxRuntime.Gpu instead of
    /// Microsoft.ML.OnnxRuntime.
    /// </summary>
    Cuda,
}
