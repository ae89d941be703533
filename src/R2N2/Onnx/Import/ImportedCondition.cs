namespace R2N2.Onnx;

/// <summary>Truth values that depend on an instance: where the left is less than the right.</summary>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side.</param>
internal sealed record ImportedCondition(ImportedTensor Left, ImportedTensor Right) : ImportedValue;
