using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>What an iteration carries from one turn to the next.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its shape per instance; the batch axis comes on top.</param>
/// <param name="Batch">Its batch axes.</param>
/// <param name="Start">The value before the first turn.</param>
internal sealed record OnnxVariable(
    string Label, TensorProto.Types.DataType Type, Shape Shape, BatchAxes Batch, string Start) : OnnxResult(Label, Type, Shape, Batch);
