namespace R2N2.Languages.Tests.Runtimes;

/// <summary>What runs, or checks, the exported files.</summary>
public enum RuntimeKind
{
    /// <summary>onnxruntime-node.</summary>
    Node,

    /// <summary>onnxruntime-web in a page of a headless Chromium.</summary>
    Browser,

    /// <summary>Python's onnxruntime.</summary>
    Python,

    /// <summary>Any Python, without any package.</summary>
    BarePython,

    /// <summary>The checker of Python's onnx.</summary>
    Checker,
}
