namespace R2N2.Onnx;

/// <summary>What an iteration begins with.</summary>
/// <param name="Point">x₀; its norm is NaN where an input of the instance is not finite.</param>
/// <param name="Poison">0 where all inputs of the instance are finite, NaN elsewhere.</param>
/// <param name="Kept">What every outer iteration takes; see <see cref="IterationTables.Keep"/>.</param>
internal sealed record SolverStart(SolverPoint<OnnxValue> Point, OnnxValue Poison, OnnxValue[] Kept);
