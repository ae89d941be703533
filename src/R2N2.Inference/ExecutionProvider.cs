namespace R2N2;

/// <summary>What computes: the processor, or an accelerator.</summary>
public enum ExecutionProvider
{
    /// <summary>The processor. The default.</summary>
    Cpu,

    /// <summary>
    /// An NVIDIA GPU; needs the application to bring the native package Microsoft.ML.OnnxRuntime.Gpu instead of
    /// Microsoft.ML.OnnxRuntime. Single precision keeps all its bits: TensorFloat-32 is off. Who runs a file from another language
    /// turns it off there (the provider's option use_tf32 = 0, or NVIDIA_TF32_OVERRIDE=0 in the environment).
    /// </summary>
    Cuda,
}
