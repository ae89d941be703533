namespace R2N2;

/// <summary>Bytes that should be an exported solver or integrator, or f as an ONNX model, are not: the message says what is wrong with them.</summary>
/// <param name="message">What was found and what was expected.</param>
/// <param name="inner">What brought it to light, if anything.</param>
public sealed class OnnxFormatException(string message, Exception? inner = null) : Exception(message, inner);
