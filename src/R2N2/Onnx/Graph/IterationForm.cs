namespace R2N2;

/// <summary>How the outer iterations stand in an exported file. The numbers that come out are the same, in single precision up to rounding.</summary>
public enum IterationForm
{
    /// <summary>One ONNX <c>Loop</c>: a small file, and with a tolerance it ends with the last unfinished instance. The default.</summary>
    Loop,

    /// <summary>
    /// Written out one after another: no control flow, as CUDA graphs and some compilers demand. The file grows with
    /// the iteration limit, and every run makes that many iterations. (A safeguard, if asked for, brings an <c>If</c>.)
    /// </summary>
    Unrolled,
}
