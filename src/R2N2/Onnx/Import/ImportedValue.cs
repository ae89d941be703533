namespace R2N2.Onnx;

/// <summary>What a name stands for in a graph that is being read.</summary>
internal abstract record ImportedValue;
