namespace R2N2.Onnx;

/// <summary>Where the instances of a batch are.</summary>
/// <param name="X">x, [N, m].</param>
/// <param name="F">f(x), [N, m].</param>
/// <param name="Norm">‖f(x)‖₂, [N]; NaN where x is not finite.</param>
internal sealed record SolverPoint(OnnxValue X, OnnxValue F, string Norm);
