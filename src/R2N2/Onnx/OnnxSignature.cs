using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Inputs and outputs of a graph that have the batch axis.</summary>
/// <param name="builder">Where the nodes go.</param>
internal sealed class OnnxSignature(OnnxBuilder builder)
{
    private static readonly BatchAxes _batch = BatchAxes.Of(SolverModel.BatchAxis);

    /// <summary>Keeps the names of results free.</summary>
    public void Reserve(IEnumerable<string> outputs)
    {
        foreach (string output in outputs)
        {
            builder.Names.Reserve(output);
        }
    }

    /// <summary>Declares an input.</summary>
    /// <param name="input">Its name and shape.</param>
    /// <param name="meaning">What it is, for people.</param>
    /// <returns>A value of its shape and the file's precision.</returns>
    public OnnxValue AddInput(Parameter input, string meaning)
    {
        builder.Names.Reserve(input.Name);
        builder.AddInput(
            builder.Root, OnnxModel.Tensor(input.Name, builder.Constants.FloatType, _batch, input.Shape, meaning));
        return new OnnxValue(input.Name, input.Shape, _batch);
    }

    /// <summary>Declares a result.</summary>
    /// <param name="output">Its name.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="shape">Its shape per instance.</param>
    /// <param name="meaning">What it is, for people.</param>
    public void AddOutput(string output, string value, TensorProto.Types.DataType type, Shape shape, string meaning) =>
        builder.AddOutput(value, OnnxModel.Tensor(output, type, _batch, shape, meaning));
}
