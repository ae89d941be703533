using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Inputs and outputs of a graph that have the batch axis.</summary>
/// <param name="builder">Where the nodes go.</param>
/// <param name="inputs">What inputs are called in the file.</param>
/// <param name="outputs">What outputs are called in the file.</param>
internal sealed class OnnxSignature(OnnxBuilder builder, NameMap inputs, NameMap outputs)
{
    /// <summary>Keeps the names of results free.</summary>
    public void Reserve(IEnumerable<string> results)
    {
        foreach (string output in results)
        {
            builder.Names.Reserve(outputs.For(output));
        }
    }

    /// <summary>Declares an input.</summary>
    /// <param name="input">Its name and shape.</param>
    /// <param name="meaning">What it is, for people.</param>
    /// <returns>A value of its shape and the file's precision.</returns>
    public OnnxValue AddInput(Parameter input, string meaning)
    {
        string name = inputs.For(input.Name);
        builder.Names.Reserve(name);
        builder.AddInput(builder.Root, OnnxModel.Tensor(name, builder.Constants.FloatType, BatchAxes.Instances, input.Shape, meaning));
        return new OnnxValue(name, input.Shape, BatchAxes.Instances);
    }

    /// <summary>Declares a result.</summary>
    /// <param name="output">Its name.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="shape">Its shape per instance.</param>
    /// <param name="meaning">What it is, for people.</param>
    public void AddOutput(string output, string value, TensorProto.Types.DataType type, Shape shape, string meaning) =>
        builder.AddOutput(value, OnnxModel.Tensor(outputs.For(output), type, BatchAxes.Instances, shape, meaning));
}
