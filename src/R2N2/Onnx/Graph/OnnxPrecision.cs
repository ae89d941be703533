using System.Diagnostics.CodeAnalysis;

namespace R2N2;

/// <summary>The floating-point type of an exported file: its inputs, its outputs, and all that lies between.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are the names of the types in the ONNX world, and what the option chooses.")]
public enum OnnxPrecision
{
    /// <summary>Double precision, about 16 digits. The default.</summary>
    Float64,

    /// <summary>
    /// Single precision, about 7 digits: for devices without double precision (WebGPU). Constants and
    /// coefficients are rounded once, when the file is written.
    /// </summary>
    Float32,
}
