namespace R2N2.Onnx;

/// <summary>What an iteration begins with.</summary>
/// <param name="X">x₀, [N, m].</param>
/// <param name="F">f(x₀), [N, m].</param>
/// <param name="Norm">‖f(x₀)‖₂, [N]; NaN where an input of the instance is not finite.</param>
/// <param name="Poison">[N]: 0 where all inputs of the instance are finite, NaN elsewhere.</param>
internal sealed record SolverStart(OnnxValue X, OnnxValue F, string Norm, string Poison);
