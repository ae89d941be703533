using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>What an iteration carries from one turn to the next.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its shape per instance; the batch axis comes on top.</param>
/// <param name="Batch">Its batch axes.</param>
/// <param name="Start">The value before the first turn.</param>
internal sealed record OnnxVariable(
    string Label, TensorProto.Types.DataType Type, Shape Shape, BatchAxes Batch, string Start) : OnnxResult(Label, Type, Shape, Batch)
{
    /// <summary>Numbers that an iteration carries along.</summary>
    /// <param name="builder">Where the nodes go.</param>
    /// <param name="label">What they are called.</param>
    /// <param name="start">The value they start with, with all axes.</param>
    public static OnnxVariable Of(OnnxBuilder builder, string label, OnnxValue start) =>
        new(label, builder.Constants.FloatType, start.Shape, start.Batch, start.Name);

    /// <summary>The value while the iteration goes on, or after it.</summary>
    /// <param name="name">Its name there.</param>
    public OnnxValue Value(string name) => new(name, Shape, Batch);
}
