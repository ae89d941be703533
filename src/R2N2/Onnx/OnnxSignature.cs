using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Inputs and outputs of a graph that have the batch axis: by the contract of exported files, or as columns of a table.</summary>
/// <param name="builder">Where the nodes go.</param>
/// <param name="columns">The columns; null for the contract.</param>
/// <param name="inputs">What inputs are called without columns.</param>
/// <param name="outputs">What outputs are called without columns.</param>
internal sealed class OnnxSignature(OnnxBuilder builder, OnnxColumns? columns, NameMap inputs, NameMap outputs)
{
    private static readonly BatchAxes _batch = BatchAxes.Of(SolverModel.BatchAxis);

    private TensorProto.Types.DataType Real => builder.Constants.FloatType;

    /// <summary>Keeps the names of results free.</summary>
    public void Reserve(IEnumerable<string> outputs)
    {
        foreach (string output in outputs)
        {
            builder.Names.Reserve(OutputName(output));
        }
    }

    /// <summary>Declares an input.</summary>
    /// <param name="input">Its name and shape.</param>
    /// <param name="meaning">What it is, for people.</param>
    /// <returns>A value of its shape and the file's precision.</returns>
    public OnnxValue AddInput(Parameter input, string meaning)
    {
        string name = columns is null ? inputs.For(input.Name) : columns.Inputs.GetValueOrDefault(input.Name, input.Name);
        builder.Names.Reserve(name);
        Shape shape = columns is not null && input.Shape.Rank == 0 ? Shape.Vector(1) : input.Shape;
        TensorProto.Types.DataType type = columns is null ? Real
            : columns.SinglePrecision.Contains(input.Name) ? TensorProto.Types.DataType.Float
            : TensorProto.Types.DataType.Double;
        builder.AddInput(builder.Root, OnnxModel.Tensor(name, type, _batch, shape, meaning));

        string value = type == Real ? name : builder.Emit("Cast", [name], OnnxAttribute.Of("to", (long)Real));
        if (!shape.Equals(input.Shape))
        {
            value = builder.Emit("Squeeze", [value, builder.Constants.Integers(-1)]);
        }

        return new OnnxValue(value, input.Shape, _batch);
    }

    /// <summary>Declares a result.</summary>
    /// <param name="output">Its name by the contract.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="shape">Its shape per instance.</param>
    /// <param name="meaning">What it is, for people.</param>
    public void AddOutput(string output, string value, TensorProto.Types.DataType type, Shape shape, string meaning)
    {
        if (columns is not null && type == TensorProto.Types.DataType.Float)
        {
            type = TensorProto.Types.DataType.Double;
            value = builder.Emit("Cast", [value], OnnxAttribute.Of("to", (long)type));
        }

        builder.AddOutput(value, OnnxModel.Tensor(OutputName(output), type, _batch, shape, meaning));
    }

    private string OutputName(string output) =>
        columns is null ? outputs.For(output) : columns.Outputs.GetValueOrDefault(output, output);
}
