using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>What a branch or a turn of control flow hands on.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its shape per instance; the batch axis comes on top.</param>
/// <param name="Batch">Its batch axes.</param>
internal record OnnxResult(string Label, TensorProto.Types.DataType Type, Shape Shape, BatchAxes Batch)
{
    /// <summary>The declaration of the result under a name.</summary>
    public ValueInfoProto Declare(string name) => OnnxModel.Tensor(name, Type, Batch, Shape);
}
