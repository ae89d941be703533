namespace R2N2;

/// <summary>Which engine runs an exported file.</summary>
public enum Engine
{
    /// <summary>
    /// The vectorised engine on the processor, wherever it reads the file; ONNX Runtime on a GPU, and for what the other does not
    /// read. The default.
    /// </summary>
    Auto,

    /// <summary>This library's own, as <see cref="Solver"/> and <see cref="Integrator"/>: .NET code on the processor, no native library.</summary>
    Vectorised,

    /// <summary>ONNX Runtime, as <see cref="OnnxSolver"/> and <see cref="OnnxIntegrator"/>: on the processor or a GPU.</summary>
    OnnxRuntime,
}
